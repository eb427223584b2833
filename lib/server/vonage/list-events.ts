import { decodeEvent } from "../../audit/decode-event.ts";
import type { AuditEvent } from "../../audit/event.ts";
import { Together } from "../together.ts";
import type { CallOptions } from "./ask.ts";
import { call } from "./client.ts";
import { NotFound, WrongShape } from "./errors/index.ts";
import { decodeOnce } from "./decode-once.ts";
import { keyOf } from "./key-of.ts";
import { ListMemory } from "./list-memory.ts";
import { type ListPage, readListPage } from "./list-page.ts";
import { listParts, NoListPage } from "./list-parts.ts";
import type { SharedState, Upstream } from "./upstream.ts";

export interface EventsAnswer {
  /** In the order received; an id stands once, with the bytes that came first. */
  readonly events: readonly AuditEvent[];
  readonly page: Omit<ListPage, "items">;
  /** Ids that came twice in this page, with different bytes. */
  readonly conflicts: readonly string[];
  /** Those other bytes, as events. */
  readonly conflicting: readonly AuditEvent[];
  /** Entries of the page, those that stood in it twice included. */
  readonly received: number;
}

const DEFAULT_SIZE = 30;
const memory = new ListMemory();
const decoded = new WeakMap<readonly string[], { readonly zone: string; readonly read: Decoded }>();

// The errors are this module instance's own, so who asks together is too.
const together = new WeakMap<SharedState, Together<EventsAnswer>>();

/**
 * One page of `GET /events`. `params` are upstream's own (`toUpstreamParams`). Readers who ask the same at the same moment get one
 * answer, within the deadline of the first. Throws `UpstreamError`s.
 */
export function listEvents(
  upstream: Upstream,
  params: URLSearchParams,
  options: CallOptions = {},
): Promise<EventsAnswer> {
  if (options.background || options.insistent) return askForEvents(upstream, params, options);
  const { shared } = upstream;
  const those = together.get(shared) ?? new Together();
  together.set(shared, those);
  return those.ask(params.toString(), options.signal, (signal) =>
    askForEvents(upstream, params, { ...options, signal }),
  );
}

async function askForEvents(
  upstream: Upstream,
  params: URLSearchParams,
  options: CallOptions,
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
  options: CallOptions,
): Promise<EventsAnswer> {
  const ask = { method: "GET", path: "/events", params, maxBytes: upstream.limits.listBytes } as const;
  const { reply, request } = await call(upstream, ask, options);
  if (reply.status === 404) throw new NotFound(request);
  if (reply.status !== 200) throw new WrongShape(request, `it has the status ${reply.status}`);
  const number = Number(params.get("page") ?? 1);
  const size = Number(params.get("size") ?? DEFAULT_SIZE);
  // The sync reads everything once: kept, it would drive out what people read again and again.
  const { background = false } = options;
  const { zone } = upstream;
  try {
    const parts = background ? listParts(reply.text) : memory.read(reply.text);
    const { items, ...page } = readListPage(parts, { number, size });
    const decode = (raw: string) => decodeEvent(raw, { zone, keyOf });
    return { ...(background ? distinct(items.map(decode)) : decodedOnce(items, zone)), page };
  } catch (error) {
    if (error instanceof NoListPage) throw new WrongShape(request, error.message);
    throw error;
  }
}

type Decoded = Omit<EventsAnswer, "page">;

/** The events of one list; the same ones for a list that is remembered. */
function decodedOnce(items: readonly string[], zone: string): Decoded {
  const known = decoded.get(items);
  if (known?.zone === zone) return known.read;
  const read = distinct(items.map((raw) => decodeOnce(raw, zone)));
  decoded.set(items, { zone, read });
  return read;
}

function distinct(all: readonly AuditEvent[]): Decoded {
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
