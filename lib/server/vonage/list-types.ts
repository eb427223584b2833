import { type EventType, FALLBACK_TYPES } from "../../audit/event-types.ts";
import type { CallOptions } from "./ask.ts";
import { call } from "./client.ts";
import { CredentialRefused, UpstreamError } from "./errors/index.ts";
import type { TypeList } from "./type-memory.ts";
import type { Upstream } from "./upstream.ts";

const MOST_TYPES = 2_000;
const MOST_LENGTH = 200;

// One question at a time for each account; the errors are this module instance's own, so the map is too.
const asking = new WeakMap<object, Promise<TypeList>>();

/**
 * The types of `OPTIONS /events`, kept for ten minutes; where it says nothing usable the built-in list, kept for half a minute and
 * marked. The picker must not fall with the upstream, so only a refused credential is thrown.
 */
export async function listTypes(upstream: Upstream, { signal }: CallOptions = {}): Promise<TypeList> {
  const { types } = upstream.shared;
  if (types.list !== null) return types.list;
  signal?.throwIfAborted();
  let answer = asking.get(types);
  if (answer === undefined) {
    // Others may be waiting for the same answer: one reader's leaving does not end it.
    answer = ask(upstream).finally(() => asking.delete(types));
    asking.set(types, answer);
  }
  return signal === undefined ? answer : orAborted(answer, signal);
}

async function ask(upstream: Upstream): Promise<TypeList> {
  const { limits, shared } = upstream;
  const eventTypes = await askOptions(upstream);
  const list: TypeList =
    eventTypes === null
      ? { eventTypes: FALLBACK_TYPES, source: "fallback" }
      : { eventTypes, source: "upstream" };
  shared.types.keep(list, eventTypes === null ? limits.fallbackKeptMs : limits.typesKeptMs);
  return list;
}

async function askOptions(upstream: Upstream): Promise<EventType[] | null> {
  try {
    const { reply } = await call(upstream, { method: "OPTIONS", path: "/events", maxBytes: 2 ** 20 });
    return reply.status === 200 ? readTypes(reply.text) : null;
  } catch (error) {
    if (error instanceof UpstreamError && !(error instanceof CredentialRefused)) return null;
    throw error;
  }
}

/** Those rows that are one; `null` when there is none. */
function readTypes(text: string): EventType[] | null {
  let rows: unknown;
  try {
    rows = (JSON.parse(text) as { eventTypes?: unknown } | null)?.eventTypes;
  } catch {
    return null;
  }
  if (!Array.isArray(rows)) return null;
  const found = new Map<string, EventType>();
  for (const row of rows.slice(0, MOST_TYPES) as unknown[]) {
    const { type, description } = (row ?? {}) as { type?: unknown; description?: unknown };
    if (typeof type !== "string" || type === "" || type.length > MOST_LENGTH || found.has(type)) continue;
    found.set(type, {
      type,
      description: typeof description === "string" ? description.slice(0, MOST_LENGTH) : "",
    });
  }
  return found.size === 0 ? null : [...found.values()];
}

function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
