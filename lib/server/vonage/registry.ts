import { config } from "../config.ts";
import type { Account } from "./accounts/account.ts";
import { type SharedState, type Upstream, bindUpstream, openShared } from "./upstream.ts";

// Routes and instrumentation load this module separately, and must share each account's budget, breaker and connections.
// Only that state is global: the functions, and with them the error classes that callers compare with, are each one's own.
const KEY = Symbol.for("audit-console.upstream");
const holder = globalThis as { [KEY]?: Map<string, SharedState> };
const bound = new WeakMap<SharedState, Upstream>();

/** The account's upstream in this process, opened on first use. */
export function openedUpstream(account: Account): Upstream {
  const states = (holder[KEY] ??= new Map<string, SharedState>());
  const { url, zone, requestsPerSecond } = config().upstream;
  const settings = { url, zone, limits: { requestsPerSecond } };
  let shared = states.get(account.apiKey);
  if (shared === undefined) {
    shared = openShared(settings);
    states.set(account.apiKey, shared);
  }
  let upstream = bound.get(shared);
  if (upstream === undefined) {
    upstream = bindUpstream(account, settings, shared);
    bound.set(shared, upstream);
  }
  return upstream;
}

/** Ends all connections; for a clean stop. The next call opens them anew. */
export async function closeUpstreams(): Promise<void> {
  const states = [...(holder[KEY]?.values() ?? [])];
  holder[KEY]?.clear();
  await Promise.all(states.map(({ pool }) => pool.destroy()));
}
