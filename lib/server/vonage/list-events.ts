import { decodeEvent } from "../../audit/decode-event.ts";
import type { AuditEvent } from "../../audit/event.ts";
import type { CallOptions } from "./ask.ts";
import { call } from "./client.ts";
import { NotFound, WrongShape } from "./errors/index.ts";
import { decodeOnce } from "./decode-once.ts";
import { keyOf } from "./key-of.ts";
import { type ListPage, NoListPage, readListPage } from "./list-page.ts";
import type { Upstream } from "./upstream.ts";

export interface EventsAnswer {
  /** In the order received; an id stands once, with the bytes that came first. */
  readonly events: AuditEvent[];
  readonly page: Omit<ListPage, "items">;
  /** Ids that came twice in this page, with different bytes. */
  readonly conflicts: readonly string[];
  /** Those other bytes, as events. */
  readonly conflicting: readonly AuditEvent[];
  /** Entries of the page, those that stood in it twice included. */
  readonly received: number;
}

const DEFAULT_SIZE = 30;

/** One page of `GET /events`. `params` are upstream's own (`toUpstreamParams`). Throws `UpstreamError`s. */
export async function listEvents(
  upstream: Upstream,
  params: URLSearchParams,
  options?: CallOptions,
): Promise<EventsAnswer> {
  try {
    return await readEvents(upstream, params, options);
  } catch (error) {
    // A reply that came but is no list is a failure for the health of the connection as well.
    if (error instanceof WrongShape || error instanceof NotFound)
      upstream.shared.tally.last = { at: Date.now(), code: error.code };
    throw error;
  }
}

async function readEvents(
  upstream: Upstream,
  params: URLSearchParams,
  options?: CallOptions,
): Promise<EventsAnswer> {
  const ask = { method: "GET", path: "/events", params, maxBytes: upstream.limits.listBytes } as const;
  const { reply, request } = await call(upstream, ask, options);
  if (reply.status === 404) throw new NotFound(request);
  if (reply.status !== 200) throw new WrongShape(request, `it has the status ${reply.status}`);
  const number = Number(params.get("page") ?? 1);
  const size = Number(params.get("size") ?? DEFAULT_SIZE);
  let read: ListPage;
  try {
    read = readListPage(reply.text, { number, size });
  } catch (error) {
    if (error instanceof NoListPage) throw new WrongShape(request, error.message);
    throw error;
  }
  const { items, ...page } = read;
  // The sync reads everything once: kept, it would drive out what people read again and again.
  const { zone } = upstream;
  const decode = (raw: string) =>
    options?.background ? decodeEvent(raw, { zone, keyOf }) : decodeOnce(raw, zone);
  return { ...distinct(items.map(decode)), page };
}

function distinct(all: readonly AuditEvent[]): Omit<EventsAnswer, "page"> {
  const byId = new Map<string, AuditEvent>();
  const conflicts = new Set<string>();
  const conflicting: AuditEvent[] = [];
  for (const event of all) {
    const first = byId.get(event.id);
    if (first === undefined) byId.set(event.id, event);
    else if (first.raw !== event.raw) {
      conflicts.add(event.id);
      conflicting.push(event);
    }
  }
  return { events: [...byId.values()], conflicts: [...conflicts], conflicting, received: all.length };
}
