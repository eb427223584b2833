import type { CoverageSpan } from "../../audit/archive-report.ts";
import type { Instant } from "../../audit/event.ts";
import { toIso } from "../../audit/time/format.ts";
import type { Coverage } from "../archive/archive.ts";

const SECOND = 1000;
const DAY = 86_400_000;

/** All of time: what the archive knows, what was never asked for between, and neighbours of one kind as one. */
export function coverageSpans(coverage: readonly Coverage[]): CoverageSpan[] {
  const spans: CoverageSpan[] = [];
  const sorted = [...coverage].sort((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity));
  let next: Instant | null = null;
  for (const { from, to, state, reason, readAt } of sorted) {
    if (from !== null && (next === null || from > next)) spans.push(unasked(next, from - SECOND));
    const span: CoverageSpan = { from: from === null ? null : toIso(from), to: toIso(to), state };
    if (state === "missing") Object.assign(span, { reason: reason ?? "", triedAt: toIso(readAt) });
    joinOrPush(spans, span);
    next = to + SECOND;
  }
  spans.push(unasked(next, null));
  return spans;
}

const unasked = (from: Instant | null, to: Instant | null): CoverageSpan => ({
  from: from === null ? null : toIso(from),
  to: to === null ? null : toIso(to),
  state: "unasked",
});

function joinOrPush(spans: CoverageSpan[], span: CoverageSpan): void {
  const last = spans.at(-1);
  if (last === undefined || last.state !== span.state || last.reason !== span.reason) {
    spans.push(span);
    return;
  }
  last.to = span.to;
  if (span.triedAt !== undefined && span.triedAt > (last.triedAt ?? "")) last.triedAt = span.triedAt;
}

/** The latest second of the spans of one kind; `null`: there is none. */
export const latestOf = (
  coverage: readonly Coverage[],
  isMeant: (span: Coverage) => boolean,
): Instant | null =>
  coverage.reduce<Instant | null>(
    (latest, span) => (isMeant(span) && (latest === null || span.to > latest) ? span.to : latest),
    null,
  );

/** Whole days that were read; a span without a lower end counts from the first event. */
export function readDays(coverage: readonly Coverage[], first: Instant | null): number {
  let sum = 0;
  for (const { from, to, state } of coverage)
    if (state !== "missing") sum += Math.max(0, to - (from ?? first ?? to));
  return Math.floor(sum / DAY);
}
