import type { Instant } from "./event.ts";
import type { EventQuery, ResolvedWindow, TimeChoice } from "./query.ts";
import { type ListKey, PARAMETERS } from "./query-table.ts";
import { formatRange, formatTime, zoneLabel } from "./time/format.ts";
import { parseSpan } from "./time/window.ts";

/** One filter that is set, as a chip shows it: "Type · is not · USER_PRODUCT_SEARCH". Window, sort and page are no filters. */
export interface FilterChip {
  /** The parameter's name. */
  readonly field: string;
  readonly label: string;
  readonly op: "is" | "is not" | "is one of" | "is none of" | "in range" | "not in range" | "contains";
  /** All values, with commas. */
  readonly value: string;
  readonly values: readonly string[];
  /** The query without this filter, from its first page. */
  readonly without: EventQuery;
}

export interface QueryWords {
  readonly chips: readonly FilterChip[];
  /** "24 Oct 00:00:00 – 21 Nov 07:54:10 UTC · type is not USER_PRODUCT_SEARCH · country is SC" */
  readonly sentence: string;
}

function operator(key: ListKey, values: readonly string[]): FilterChip["op"] {
  const one = values.length === 1;
  const out = key.startsWith("exclude");
  const blocks = key === "ip" || key === "excludeIp";
  if (blocks && values.every((value) => value.includes("/"))) return out ? "not in range" : "in range";
  return out ? (one ? "is not" : "is none of") : one ? "is" : "is one of";
}

function chipsOf(query: EventQuery): FilterChip[] {
  return PARAMETERS.flatMap(({ name, label, list }): FilterChip[] => {
    const field = { field: name, label };
    if (name === "search_text" && query.searchText !== null) {
      const value = query.searchText;
      return [
        {
          ...field,
          op: "contains",
          value,
          values: [value],
          without: { ...query, searchText: null, page: 1 },
        },
      ];
    }
    const values = list === undefined ? [] : query[list];
    if (list === undefined || values.length === 0) return [];
    const without = { ...query, [list]: [], page: 1 };
    return [{ ...field, op: operator(list, values), value: values.join(", "), values, without }];
  });
}

const UNIT_WORDS: Record<string, string> = { m: "min" };

/** "30 min" for `30m`, in the unit in which it was written. */
const spanWords = (text: string) => text.replace(/[a-z]$/, (unit) => ` ${UNIT_WORDS[unit] ?? unit}`);

/**
 * A choice of time before it is resolved: "last 24 h", "last quarter", "±30 min around 19 Nov 16:02:11 UTC", "since …",
 * "all time". Calendar windows are those of UTC, and say so to a reader of another zone.
 */
export function describeTime(time: TimeChoice, zone: string, { now }: { now?: Instant } = {}): string {
  const words = (at: Instant) => formatTime(at, zone, now === undefined ? {} : { now }).text;
  const label = (at: Instant) => zoneLabel(zone, at);
  switch (time.kind) {
    case "unbounded":
      return "all time";
    case "window": {
      if (parseSpan(time.window) !== null) return `last ${spanWords(time.window)}`;
      return time.window.replace("-", " ") + (zone === "UTC" ? "" : " (UTC)");
    }
    case "around":
      return `±${spanWords(time.pm)} around ${words(time.around)} ${label(time.around)}`;
    case "absolute": {
      const { from, to } = time;
      if (to === null) return from === null ? "all time" : `since ${words(from)} ${label(from)}`;
      // With no moment to compare with, every year is written: no instant lies in the year 0.
      return `${formatRange(from, to, now ?? -62_167_219_200_000, zone)} ${label(to)}`;
    }
  }
}

/**
 * A query in words, for chips, recent queries, receipts and screen readers. With `window` the resolved ends are told, without
 * it the choice as it stands. Times are those of `zone`.
 */
export function describeQuery(
  query: EventQuery,
  { zone, window = null, asOf }: { zone: string; window?: ResolvedWindow | null; asOf?: Instant },
): QueryWords {
  const chips = chipsOf(query);
  const time =
    window === null
      ? describeTime(query.time, zone, asOf === undefined ? {} : { now: asOf })
      : `${formatRange(window.from, window.to, window.asOf, zone)} ${zoneLabel(zone, window.to)}`;
  const filters = chips.map(({ label, op, value }) => `${label.toLowerCase()} ${op} ${value}`);
  return { chips, sentence: [time, ...filters].join(" · ") };
}
