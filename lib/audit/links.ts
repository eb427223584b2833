import type { Instant } from "./event.ts";
import type { EventQuery, ResolvedWindow } from "./query.ts";
import { EMPTY_QUERY, writeQuery } from "./query-params.ts";
import type { ResourceId } from "./resource-kind.ts";
import { toIso } from "./time/format.ts";
import { isEmptyWindow } from "./time/window.ts";

/** A query string that a person can read: `: , @ /` are legal in one, so they stay (RFC 3986, 3.4). Without `?`. */
export function queryString(params: URLSearchParams): string {
  return params.toString().replace(/%(?:3A|2C|40|2F)/g, decodeURIComponent);
}

/**
 * *Copy link*: what is on the screen now, for ever. The resolved ends stand in place of a window or moment, with `as_of` and
 * the account's key (names change, keys do not).
 */
export function frozenLink(query: EventQuery, window: ResolvedWindow, accountKey: string): URLSearchParams {
  // A window that begins after `asOf` ends before it begins; there `as_of` alone says where the answer stops.
  const to = isEmptyWindow(window) ? window.askedTo : window.to;
  const time = { kind: "absolute", from: window.from, to } as const;
  return writeQuery({ ...query, account: accountKey, time, asOf: window.asOf });
}

/** *Copy live link*: the question, asked anew whenever it is opened. Keeps `window` and `around`, drops `as_of` and `page`. */
export function liveLink(query: EventQuery): URLSearchParams {
  return writeQuery({ ...query, asOf: null, page: 1 });
}

/** The list: `/events?…`, `/events` for the empty query. */
export function eventsHref(query: EventQuery): string {
  const text = queryString(writeQuery(query));
  return text === "" ? "/events" : `/events?${text}`;
}

/** An event's permanent page; without a key it is looked for in every account of the reader. */
export function eventHref(id: string, accountKey: string | null = null): string {
  const path = `/events/${encodeURIComponent(id)}`;
  return accountKey === null ? path : `${path}?${queryString(new URLSearchParams({ account: accountKey }))}`;
}

/** Which event: an id is of one account; `account` is its API key, `null` for the one that is asked anyway. */
export interface EventRef {
  readonly id: string;
  readonly account: string | null;
}

/** `id`, or `key:id` where several accounts are asked: tells events apart, and stands in an address as `event`. */
export const eventKey = ({ id, account }: EventRef): string => (account === null ? id : `${account}:${id}`);

/** Reads that text: neither keys nor ids hold a colon. */
export function readEventKey(text: string): EventRef {
  const at = text.indexOf(":");
  return at < 0 ? { id: text, account: null } : { id: text.slice(at + 1), account: text.slice(0, at) };
}

/** All that happened `pm` before and after a moment; of `base` only the account is kept, as the surroundings are the point. */
export function aroundHref(at: Instant, pm: string, base: EventQuery = EMPTY_QUERY): string {
  return eventsHref({ ...EMPTY_QUERY, account: base.account, time: { kind: "around", around: at, pm } });
}

/** The timeline of one thing, at a moment or now. */
export function timelineHref(
  { kind, value }: ResourceId,
  { account = null, at = null }: { account?: string | null | undefined; at?: Instant | null } = {},
): string {
  const params = new URLSearchParams();
  if (account) params.set("account", account);
  if (at !== null) params.set("at", toIso(at));
  const search = queryString(params);
  return `/timeline/${kind}/${encodeURIComponent(value)}${search === "" ? "" : `?${search}`}`;
}
