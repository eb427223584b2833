import { badParameter } from "./errors.ts";
import type { Instant } from "./event.ts";
import { eventHref, queryString } from "./links.ts";
import { queryKey } from "./query-params.ts";
import { parseCount } from "./query-values.ts";
import type { EventQuery } from "./query.ts";
import { toIso } from "./time/format.ts";
import { parseStamp, writeStamp } from "./time/stamp.ts";
import { assertOrder } from "./time/window.ts";

/** What a reader can have done, in words. The names are those of `/api/access-log` and never change. */
export const ACCESS_VERBS = {
  list: "Listed events",
  event: "Opened an event",
  export: "Exported events",
  connection: "Checked the connection",
  access_log: "Read the access log",
  archive: "Looked at the archive",
  archive_pause: "Paused the sync",
  archive_resume: "Resumed the sync",
  archive_verify: "Verified the archive",
  archive_retry: "Had a span read again",
  archive_known: "Recorded other bytes as known",
  archive_unknown: "Took back that other bytes are known",
  sign_in: "Signed in",
  sign_in_refused: "Sign-in refused",
  sign_out: "Signed out",
} as const;

export type AccessVerb = keyof typeof ACCESS_VERBS;

export interface AccessRecord {
  /** ISO 8601, UTC. */
  at: string;
  /** A user's name; of a refused sign-in the name that was typed. */
  reader: string;
  verb: AccessVerb;
  /** What was asked: of a list its parameters, of an event its id. */
  query: string;
  /** API key; `null` where no account was read. */
  account: string | null;
  /** The other end of the connection. */
  address: string;
}

export interface AccessLog {
  records: AccessRecord[];
  /** The number of the latest record when this was read: asked for as `up_to`, no page holds a later one. */
  upTo: number;
  page: { number: number; size: number; totalElements: number; totalPages: number };
}

/** Which records are asked for. Both ends are inclusive whole seconds. */
export interface AccessLogQuery {
  readonly user: string | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** Records with greater numbers are left out, so that none moves between pages; `null`: all there are. */
  readonly upTo: number | null;
  readonly page: number;
  readonly size: number;
}

export const ACCESS_LOG_PARAMETERS = ["user", "date_from", "date_to", "up_to", "page", "size"] as const;
const ACCESS_LOG_SIZE = 50;
export const MAX_READER = 64;

/** From the parameters of `/api/access-log` and of its page, each given once or not. Throws `bad_parameter`. */
export function readAccessLogQuery(
  given: Readonly<Partial<Record<(typeof ACCESS_LOG_PARAMETERS)[number], string | null>>>,
): AccessLogQuery {
  const { user = null, date_from = null, date_to = null, up_to = null, page = null, size = null } = given;
  if (user !== null && ([...user].length > MAX_READER || /\p{Cc}/u.test(user)))
    throw badParameter(
      "user",
      `A reader's name has 1 to ${MAX_READER} characters, none a control character.`,
    );
  const from = date_from === null ? null : parseStamp("date_from", date_from, "from");
  const to = date_to === null ? null : parseStamp("date_to", date_to, "to");
  assertOrder(from, to);
  return {
    user,
    from,
    to,
    upTo: up_to === null ? null : parseCount("up_to", up_to, Number.MAX_SAFE_INTEGER),
    page: page === null ? 1 : parseCount("page", page, 1_000_000),
    size: size === null ? ACCESS_LOG_SIZE : parseCount("size", size, 100),
  };
}

/** The parameters in canonical order, defaults left out. */
export function writeAccessLogQuery({ user, from, to, upTo, page, size }: AccessLogQuery): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | null) => value !== null && params.set(name, value);
  set("user", user);
  set("date_from", writeStamp(from));
  set("date_to", writeStamp(to));
  set("up_to", upTo === null ? null : String(upTo));
  set("page", page === 1 ? null : String(page));
  set("size", size === ACCESS_LOG_SIZE ? null : String(size));
  return params;
}

/** Within this time the same question of the same reader is one record. */
export const ONE_RECORD_MS = 5 * 60_000;

/**
 * A list's query as the record tells it: the page's own parameters in canonical order, without account (a column of its own),
 * page and size. `as_of` is left out while it is recent, since a poll moves it; an older one says which state was read.
 * Printable ASCII, whatever was typed: no text of a query can look like another line or another record.
 */
export function listText(query: EventQuery, now: Instant): string {
  const recent = query.asOf === null || query.asOf > now - ONE_RECORD_MS;
  const asked = { ...query, account: null, page: 1, size: 30, asOf: recent ? null : query.asOf };
  return queryString(new URLSearchParams(queryKey(asked)));
}

/**
 * An export's query as the record tells it: that of a list, pinned to the moment it speaks of, and which file it became. Every export is
 * a record of its own.
 */
export function exportText(
  query: EventQuery,
  asOf: Instant,
  format: string,
  id: string,
  packet = false,
): string {
  const params = new URLSearchParams(queryKey({ ...query, account: null, page: 1, size: 30, asOf }));
  const own = { format, ...(packet ? { packet: "1" } : {}), export_id: id };
  for (const [name, value] of Object.entries(own)) params.append(name, value);
  return queryString(params);
}

/** What an export's record has beyond a list's. */
export const EXPORT_WORDS = ["format", "packet", "export_id"] as const;

/** Pages of one reading are one question, so neither the page nor what pins it is told. */
export const accessLogText = (query: AccessLogQuery): string =>
  queryString(writeAccessLogQuery({ ...query, upTo: null, page: 1, size: ACCESS_LOG_SIZE }));

/** The page that shows again what was read, or `null` where there is none. A list is asked as of the moment of its reading. */
export function accessHref({ at, verb, query, account }: AccessRecord): string | null {
  // A text that was cut would ask another question.
  if (query.endsWith("…")) return null;
  if (verb === "event") return eventHref(query, account);
  if (verb === "access_log") return query === "" ? "/access-log" : `/access-log?${query}`;
  if (verb === "connection") return "/settings/connection";
  if (verb.startsWith("archive")) return "/archive";
  if (verb !== "list" && verb !== "export") return null;
  const params = new URLSearchParams(account === null ? {} : { account });
  const own: readonly string[] = verb === "export" ? EXPORT_WORDS : [];
  for (const [name, value] of new URLSearchParams(query)) if (!own.includes(name)) params.append(name, value);
  if (!params.has("as_of")) params.set("as_of", toIso(Date.parse(at) - 1000));
  return `/events?${queryString(params)}`;
}
