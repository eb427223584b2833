import type { ArchiveReport, CoverageSpan, CoverageState } from "./archive-report.ts";

export const DAY_MS = 86_400_000;
/** More than this is told by the table alone. */
const MOST_DAYS = 3_653;

export const dayOf = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;
const ends = ({ from, to }: CoverageSpan): [from: number, to: number] => [
  from === null ? -Infinity : Date.parse(from),
  to === null ? Infinity : Date.parse(to),
];

/**
 * How each UTC day stands, from the day `first` to that of `asOf`. A day is settled when all of it is; missing as soon as a part of
 * it is; open when it is read in part, or may still grow. What lies after `asOf` does not count. `spans` rise and leave no hole.
 */
export function dayStates(spans: readonly CoverageSpan[], first: number, asOf: number): CoverageState[] {
  const states: CoverageState[] = [];
  let at = 0;
  for (let day = first; day <= asOf; day += DAY_MS) {
    const last = Math.min(day + DAY_MS - 1000, asOf);
    const seen = new Set<CoverageState>();
    while (at < spans.length && endOf(spans[at]) < day) at += 1;
    for (let i = at; i < spans.length; i++) {
      const span = spans[i];
      if (span === undefined || ends(span)[0] > last) break;
      seen.add(span.state);
    }
    states.push(stateOf(seen));
  }
  return states;
}

const endOf = (span: CoverageSpan | undefined): number => (span === undefined ? Infinity : ends(span)[1]);

function stateOf(seen: ReadonlySet<CoverageState>): CoverageState {
  if (seen.has("missing")) return "missing";
  const [only] = seen;
  return seen.size === 1 && only !== undefined ? only : seen.size === 0 ? "unasked" : "open";
}

type Reach = Pick<ArchiveReport, "coverage" | "first">;

/** Where a span begins: what was read since ever begins with the oldest event. */
const beginOf = (from: string | null, first: string | null): number | null => {
  const begin = from ?? first;
  return begin === null ? null : Date.parse(begin);
};

/** How far back what was asked for reaches from now without a hole; `null`: nothing was asked for, or no event found. */
export function reachBack({ coverage, first }: Reach): number | null {
  const asked = coverage.at(-1)?.state === "unasked" ? coverage.slice(0, -1) : coverage;
  const oldest = asked[asked.findLastIndex(({ state }) => state === "unasked") + 1];
  return oldest === undefined ? null : beginOf(oldest.from, first);
}

/** The day on which the maps begin, the same for all: that of the oldest reading, and as far back as a backfill expects to go. */
export function firstDay(
  reports: readonly (Reach & Pick<ArchiveReport, "backfill">)[],
  asOf: number,
): number {
  const today = dayOf(asOf);
  let first = today;
  for (const { first: event, coverage, backfill } of reports) {
    const oldest = coverage.find(({ state }) => state !== "unasked");
    const begin = oldest === undefined ? null : beginOf(oldest.from, event);
    if (begin !== null) first = Math.min(first, dayOf(begin));
    const { done, remaining } = backfill;
    if (remaining !== null && remaining > 0) first = Math.min(first, today - (done + remaining) * DAY_MS);
  }
  return Math.max(first, today - MOST_DAYS * DAY_MS);
}

/** Rows are Monday to Sunday: 0 to 6. */
export const weekday = (day: number): number => (Math.floor(day / DAY_MS) + 3) % 7;

export const countOf = (states: readonly CoverageState[], state: CoverageState): number =>
  states.reduce((count, one) => (one === state ? count + 1 : count), 0);
