import type { Dispatcher } from "undici";
import type { ErrorCode } from "../../audit/errors.ts";
import type { Account } from "./accounts/account.ts";
import { Breaker } from "./breaker.ts";
import { Budget } from "./budget.ts";
import { Gate } from "./gate.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { type Log, logWarning } from "./log.ts";
import { openPool } from "./transport.ts";
import { TypeMemory } from "./type-memory.ts";

/** What all requests to one account share. */
export interface SharedState {
  readonly pool: Dispatcher;
  readonly gate: Gate;
  readonly budget: Budget;
  readonly breaker: Breaker;
  readonly types: TypeMemory;
  readonly tally: {
    calls: number;
    failed: number;
    /** Requests by how they ended: `answered`, or the code of the failure. */
    readonly outcomes: Map<"answered" | ErrorCode, number>;
    last: { at: number; code: ErrorCode | null } | null;
  };
}

/** One account at the Audit API. */
export interface Upstream {
  readonly account: Account;
  /** Without a slash at its end. */
  readonly base: URL;
  /** The zone that `created_at` is read in. */
  readonly zone: string;
  readonly limits: Limits;
  readonly log: Log;
  readonly shared: SharedState;
}

export interface UpstreamSettings {
  readonly url: string;
  readonly zone: string;
  readonly limits?: Partial<Limits>;
  readonly log?: Log;
}

export function openShared(settings: UpstreamSettings): SharedState {
  const limits = { ...LIMITS, ...settings.limits };
  return {
    pool: openPool(new URL(settings.url), limits),
    gate: new Gate(limits.connections),
    budget: new Budget(limits.requestsPerSecond),
    breaker: new Breaker(limits.breakerFailures, limits.breakerOpenMs, limits.breakerMostMs),
    types: new TypeMemory(),
    tally: { calls: 0, failed: 0, outcomes: new Map(), last: null },
  };
}

export function bindUpstream(account: Account, settings: UpstreamSettings, shared: SharedState): Upstream {
  return {
    account,
    base: new URL(settings.url),
    zone: settings.zone,
    limits: { ...LIMITS, ...settings.limits },
    log: settings.log ?? logWarning,
    shared,
  };
}

/** One that shares nothing with others: for specs. */
export const openUpstream = (account: Account, settings: UpstreamSettings): Upstream =>
  bindUpstream(account, settings, openShared(settings));
