import "server-only";
import type { EventQuery, ResolvedWindow } from "../../audit/query.ts";
import { toUpstreamParams } from "../../audit/upstream-request.ts";
import { config } from "../config.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { type CallOptions, upstream } from "../vonage/index.ts";
import { processWide } from "../process-wide.ts";

const KEEP_MS = 30_000;
const MOST = 500;
const SECOND = 1000;
const kept = processWide<{ count: number; until: number }>("arrived-since");

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
  const asked = questionOf(account, query, window, now);
  const held = asked && kept.get(asked.key);
  if (held && held.until > now) return held.count;
  return askArrived(account, asked, call, now).catch(() => null);
}

/** The same asked anew. Throws what the upstream threw. */
export const arrivedNow = (
  account: Account,
  query: EventQuery,
  window: ResolvedWindow,
  call: CallOptions,
  now = Date.now(),
): Promise<number> => askArrived(account, questionOf(account, query, window, now), call, now);

type Question = { params: URLSearchParams; key: string } | null;

/** What to ask, or `null` where nothing can have arrived. */
function questionOf(account: Account, query: EventQuery, window: ResolvedWindow, now: number): Question {
  const open = window.askedTo === null || window.askedTo === window.asOf;
  const end = open ? now : Math.min(window.askedTo ?? now, now);
  const from = Math.max(window.asOf + SECOND, window.from ?? 0);
  const newer = { ...window, from, to: Math.floor(end / SECOND) * SECOND };
  if (newer.to < newer.from) return null;
  const { zone, dateSuffix } = config().upstream;
  const params = toUpstreamParams(query, newer, { zone, dateSuffix, page: 1, size: 1 });
  return { params, key: keyOf(account, params, open ? null : window.askedTo) };
}

async function askArrived(
  account: Account,
  asked: Question,
  call: CallOptions,
  now: number,
): Promise<number> {
  if (asked === null) return 0;
  const { page } = await upstream(account).listEvents(asked.params, call);
  kept.set(asked.key, { count: page.totalElements, until: now + KEEP_MS });
  if (kept.size > MOST) kept.delete(kept.keys().next().value as string);
  return page.totalElements;
}

/** The question without the moment at which it is asked, which is all that differs between two readings. */
function keyOf({ apiKey }: Account, params: URLSearchParams, askedTo: number | null): string {
  const rest = new URLSearchParams(params);
  rest.set("date_to", String(askedTo));
  return `${apiKey} ${rest.toString()}`;
}
