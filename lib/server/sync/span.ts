import type { Instant } from "../../audit/event.ts";
import type { Coverage } from "../archive/archive.ts";

/** A window of whole seconds, both ends in it; `from` is `null`: since ever. */
export interface Span {
  readonly from: Instant | null;
  readonly to: Instant;
}

export const SECOND = 1000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

const start = ({ from }: Span): number => from ?? -Infinity;

export const wholeSecond = (at: Instant): Instant => Math.floor(at / SECOND) * SECOND;

/** What both have in common; `null`: nothing. */
export function overlap(a: Span, b: Span): Span | null {
  const from = start(a) >= start(b) ? a.from : b.from;
  const to = Math.min(a.to, b.to);
  return from !== null && from > to ? null : { from, to };
}

/** The parts of `within` that none of `spans` covers, the newest first. `spans` may overlap and come in any order. */
export function uncovered(within: Span, spans: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let open: Span | null = within.from !== null && within.from > within.to ? null : within;
  for (const span of [...spans].sort((a, b) => b.to - a.to)) {
    if (open === null) break;
    if (span.to < start(open) || start(span) > open.to) continue;
    if (span.to < open.to) gaps.push({ from: span.to + SECOND, to: open.to });
    open = start(span) <= start(open) ? null : { from: open.from, to: start(span) - SECOND };
  }
  if (open !== null) gaps.push(open);
  return gaps;
}

/** Those that were read whole, whether or not they may still grow. */
export const readWhole = (coverage: readonly Coverage[]): Coverage[] =>
  coverage.filter(({ state }) => state !== "missing");

export const isCovered = (span: Span, coverage: readonly Coverage[]): boolean =>
  uncovered(span, readWhole(coverage)).length === 0;

/** One second further where it touches what is known: the neighbour's edge is read again, whichever way the ends are meant. */
export function withEdges(gap: Span, known: readonly Span[]): Span {
  const before = gap.from === null ? null : gap.from - SECOND;
  const holds = (at: Instant) => known.some((span) => start(span) <= at && at <= span.to);
  return {
    from: before !== null && holds(before) ? before : gap.from,
    to: holds(gap.to + SECOND) ? gap.to + SECOND : gap.to,
  };
}

/** The second in the middle belongs to the older half. `null` for a single second, and where there is no middle. */
export function halves({ from, to }: Span): readonly [older: Span, newer: Span] | null {
  if (from === null || to - from < SECOND) return null;
  const middle = from + wholeSecond((to - from) / 2);
  return [
    { from, to: middle },
    { from: middle + SECOND, to },
  ];
}
