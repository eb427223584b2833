import "server-only";
import type { ErrorCode } from "../../audit/errors.ts";
import type { AuditEvent } from "../../audit/event.ts";
import type { EventType } from "../../audit/event-types.ts";
import type { Account } from "./accounts/account.ts";
import { type ConnectionCheck, checkConnection } from "./check-connection.ts";
import type { CallOptions } from "./ask.ts";
import { getEvent } from "./get-event.ts";
import { type EventsAnswer, listEvents } from "./list-events.ts";
import { listTypes } from "./list-types.ts";
import { openedUpstream } from "./registry.ts";
import type { TypeList } from "./type-memory.ts";

export type { Account } from "./accounts/account.ts";
export type { ConnectionCheck } from "./check-connection.ts";
export type { CallOptions } from "./ask.ts";
export { Deadline } from "./deadline.ts";
export * from "./errors/index.ts";
export type { EventsAnswer } from "./list-events.ts";
export { closeUpstreams } from "./registry.ts";
export type { TypeList } from "./type-memory.ts";

/** The Audit API for one account. All methods throw `UpstreamError`s, or the signal's reason when the caller gave up. */
export interface AuditApi {
  listEvents(params: URLSearchParams, options?: CallOptions): Promise<EventsAnswer>;
  getEvent(id: string, options?: CallOptions): Promise<AuditEvent | null>;
  listTypes(options?: CallOptions): Promise<TypeList>;
  checkConnection(options?: CallOptions): Promise<ConnectionCheck>;
}

export function upstream(account: Account): AuditApi {
  const opened = openedUpstream(account);
  return {
    listEvents: (params, options) => listEvents(opened, params, options),
    getEvent: (id, options) => getEvent(opened, id, options),
    listTypes: (options) => listTypes(opened, options),
    checkConnection: (options) => checkConnection(opened, options),
  };
}

/** Remembers the types of events that passed by, so that the picker offers those that OPTIONS does not list. */
export const noteSeenTypes = (account: Account, events: readonly AuditEvent[]): void =>
  openedUpstream(account).shared.types.note(events);

export const seenTypes = (account: Account): EventType[] => openedUpstream(account).shared.types.seen;

/** The types as they were last told; `null`: not told yet, or too long ago. Asks nothing of anyone. */
export const knownTypes = (account: Account): TypeList | null => openedUpstream(account).shared.types.list;

export interface UpstreamHealth {
  readonly breaker: "closed" | "open" | "half_open";
  /** Until when upstream asked us to stay away, in ms from now; 0 when it did not. */
  readonly throttledForMs: number;
  /** Calls a second that the budget allows now. */
  readonly rate: number;
  readonly calls: number;
  readonly failed: number;
  /** Requests by how they ended: `answered`, or the code of the failure. */
  readonly outcomes: ReadonlyMap<"answered" | ErrorCode, number>;
  /** The last request's end, ms since the epoch, and its code (`null`: answered); `null` before the first. */
  readonly last: { readonly at: number; readonly code: ErrorCode | null } | null;
}

/** For health and metrics; asks nothing of anyone. */
export function upstreamHealth(account: Account): UpstreamHealth {
  const { breaker, budget, tally } = openedUpstream(account).shared;
  return { breaker: breaker.state, throttledForMs: Math.ceil(budget.closedFor), rate: budget.rate, ...tally };
}
