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

/**
 * The day on which the maps begin, the same for all: that of the oldest event, of the oldest reading, and as far back as a backfill
 * expects to go.
 */
export function firstDay(reports: readonly ArchiveReport[], asOf: number): number {
  let first = dayOf(asOf);
  for (const { first: event, coverage, backfill } of reports) {
    if (event !== null) first = Math.min(first, dayOf(Date.parse(event)));
    for (const { from, state } of coverage)
      if (from !== null && state !== "unasked") first = Math.min(first, dayOf(Date.parse(from)));
    const { done, remaining } = backfill;
    if (remaining !== null && remaining > 0)
      first = Math.min(first, dayOf(asOf) - (done + remaining) * DAY_MS);
  }
  return Math.max(first, dayOf(asOf) - MOST_DAYS * DAY_MS);
}

/** Rows are Monday to Sunday: 0 to 6. */
export const weekday = (day: number): number => (Math.floor(day / DAY_MS) + 3) % 7;

export const countOf = (states: readonly CoverageState[], state: CoverageState): number =>
  states.reduce((count, one) => (one === state ? count + 1 : count), 0);
