import type { Instant } from "@/lib/audit/event";
import { canFilterBy, excludingList } from "@/lib/audit/filters";
import { ipMatches, parseIp } from "@/lib/audit/ip";
import type { EventQuery } from "@/lib/audit/query";
import type { EventSummary } from "@/lib/audit/summary";
import { barAt } from "./selection";
import type { Shape } from "./shape";

const KINDS = ["ip", "user", "country"] as const;
type Kind = (typeof KINDS)[number];

export interface FirstSeen {
  readonly kind: Kind;
  readonly value: string;
  readonly at: Instant;
}

/** What was seen for the first time inside the window, of the values that the query lets through, by the bar that its time lies in. */
export function firstSeenIn(
  { facets }: EventSummary,
  query: EventQuery,
  { start, end, bars }: Pick<Shape, "start" | "end" | "bars">,
): ReadonlyMap<number, readonly FirstSeen[]> {
  const found = new Map<number, FirstSeen[]>();
  for (const kind of KINDS) {
    for (const { value, first } of facets[kind]?.values ?? []) {
      const at = first === undefined ? NaN : Date.parse(first);
      if (!(at >= start && at < end) || !passes(query, kind, value)) continue;
      const bar = barAt(bars, (at - start) / (end - start));
      // A first event that the query leaves out marks no bar of its answer.
      if (bars[bar]?.total) found.set(bar, [...(found.get(bar) ?? []), { kind, value, at }]);
    }
  }
  return found;
}

/** Facets list values that their own filter keeps out, too. */
function passes(query: EventQuery, kind: Kind, value: string): boolean {
  const among = (list: readonly string[]) =>
    list.includes(value) || (kind === "ip" && list.some((block) => lies(value, block)));
  const wanted = query[kind];
  return (wanted.length === 0 || among(wanted)) && !among(query[excludingList(kind)]);
}

function lies(address: string, block: string): boolean {
  const [one, range] = [parseIp(address), parseIp(block)];
  return one !== null && range !== null && ipMatches(range, one);
}

/** The query of only what was first seen there: of one kind, an address before an actor before a country. `null`: none can be asked for. */
export function onlyFirstSeen(query: EventQuery, seen: readonly FirstSeen[]): EventQuery | null {
  for (const kind of KINDS) {
    const values = seen.filter((one) => one.kind === kind && canFilterBy(kind, one.value));
    if (values.length > 0) return { ...query, [kind]: values.map(({ value }) => value), page: 1 };
  }
  return null;
}
