import { eventsHref, queryString } from "./links.ts";
import { EMPTY_QUERY, parseQuery } from "./query-params.ts";
import type { EventQuery } from "./query.ts";
import { describeQuery } from "./query-words.ts";

/** What a kept address leads to: a list that was asked, one event, or one thing's timeline. */
export type Recent =
  | { readonly is: "list"; readonly query: EventQuery }
  | { readonly is: "event"; readonly id: string; readonly account: string | null }
  | { readonly is: "timeline"; readonly resource: string; readonly account: string | null };

/** What stands behind an address of this console; `null` for a page that asks nothing. Never throws. */
export function readRecent(href: string): Recent | null {
  const cut = href.indexOf("?");
  const path = cut < 0 ? href : href.slice(0, cut);
  const params = new URLSearchParams(cut < 0 ? "" : href.slice(cut));
  try {
    if (path === "/events") {
      // The page in view, its moment and the open event belong to the reading, not to the question.
      const { page, size, sort, asOf } = EMPTY_QUERY;
      const query = { ...parseQuery(params, { extra: ["event"] }), page, size, sort, asOf };
      const asks = query.time.kind !== "unbounded" || describeQuery(query, { zone: "UTC" }).chips.length > 0;
      return asks ? { is: "list", query } : null;
    }
    const [, page, ...rest] = path.split("/").map(decodeURIComponent);
    const account = params.get("account");
    if (page === "events" && rest.length === 1 && rest[0]) return { is: "event", id: rest[0], account };
    if (page === "timeline" && rest.length === 2 && rest[1])
      return { is: "timeline", resource: rest.join(":"), account };
  } catch {
    // An address that was typed, or whose parameters have changed since.
  }
  return null;
}

/** The address under which it is kept: the same for every page and moment of one question. */
export function recentHref(pathname: string, search: string): string | null {
  const recent = readRecent(`${pathname}?${search}`);
  if (recent === null) return null;
  if (recent.is === "list") return eventsHref(recent.query);
  const { account } = recent;
  return account === null ? pathname : `${pathname}?${queryString(new URLSearchParams({ account }))}`;
}
