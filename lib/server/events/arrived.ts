import "server-only";
import type { EventQuery, ResolvedWindow } from "../../audit/query.ts";
import { toUpstreamParams } from "../../audit/upstream-request.ts";
import { config } from "../config.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { type CallOptions, upstream } from "../vonage/index.ts";

const KEEP_MS = 30_000;
const MOST = 500;
const SECOND = 1000;
const kept = new Map<string, { count: number; until: number }>();

/**
 * How many events of the query are newer than its `as_of`: asked of the upstream at most twice a minute, `null` when it does
 * not answer. A window whose asked end is past cannot grow; one that ends at its own `as_of` was open when its link was
 * frozen, and is counted on.
 */
export async function arrivedSince(
  account: Account,
  query: EventQuery,
  window: ResolvedWindow,
  call: CallOptions,
  now = Date.now(),
): Promise<number | null> {
  const open = window.askedTo === null || window.askedTo === window.asOf;
  const end = Math.min(open ? Number.POSITIVE_INFINITY : (window.askedTo ?? now), now);
  if (end <= window.asOf) return 0;
  const { zone, dateSuffix } = config().upstream;
  const newer = { ...window, from: window.asOf + SECOND, to: Math.floor(end / SECOND) * SECOND };
  if (newer.to < newer.from) return 0;
  const key = `${account.apiKey} ${toUpstreamParams(query, { ...newer, to: window.asOf }, { zone, dateSuffix, page: 1, size: 1 }).toString()}`;
  const held = kept.get(key);
  if (held && held.until > now) return held.count;
  try {
    const params = toUpstreamParams(query, newer, { zone, dateSuffix, page: 1, size: 1 });
    const { page } = await upstream(account).listEvents(params, call);
    kept.set(key, { count: page.totalElements, until: now + KEEP_MS });
    if (kept.size > MOST) kept.delete(kept.keys().next().value as string);
    return page.totalElements;
  } catch {
    return null;
  }
}
