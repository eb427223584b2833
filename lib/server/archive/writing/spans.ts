import type { CoverageState } from "../archive.ts";

/** Whole seconds, both ends inclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly state: CoverageState;
  readonly readAt: number;
  readonly reason: string | null;
}

const RANK: Readonly<Record<CoverageState, number>> = { missing: 0, open: 1, settled: 2 };

/** Of two states of one moment the better known; a later try at what is still missing tells the newer reason. */
const wins = (fresh: Span, old: Span): boolean => RANK[fresh.state] >= RANK[old.state];

/**
 * Spans that do not overlap, in order, after another reading: settled stands over open, open over missing. Neighbours of one state and
 * reason become one, with the later reading's time.
 */
export function paint(spans: readonly Span[], fresh: Span): Span[] {
  if (fresh.to < fresh.from) return [...spans];
  const pieces: Span[] = [];
  let at = fresh.from;
  for (const old of spans) {
    if (old.to < fresh.from || old.from > fresh.to) {
      pieces.push(old);
      continue;
    }
    if (old.from < fresh.from) pieces.push({ ...old, to: fresh.from - 1 });
    if (old.from > at) pieces.push({ ...fresh, from: at, to: old.from - 1 });
    const from = Math.max(old.from, fresh.from);
    const to = Math.min(old.to, fresh.to);
    pieces.push({ ...(wins(fresh, old) ? fresh : old), from, to });
    if (old.to > fresh.to) pieces.push({ ...old, from: fresh.to + 1 });
    at = to + 1;
  }
  if (at <= fresh.to) pieces.push({ ...fresh, from: at });
  pieces.sort((a, b) => a.from - b.from);
  return merge(pieces);
}

function merge(pieces: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (last?.to === piece.from - 1 && last.state === piece.state && last.reason === piece.reason) {
      merged[merged.length - 1] = { ...last, to: piece.to, readAt: Math.max(last.readAt, piece.readAt) };
    } else merged.push(piece);
  }
  return merged;
}

/** What is left above `floor`. */
export const clip = (spans: readonly Span[], floor: number): Span[] =>
  spans
    .filter((span) => span.to >= floor)
    .map((span) => (span.from < floor ? { ...span, from: floor } : span));

/** Whether the second had been read whole; of an unknown time, whether anything had. */
export function wasRead(spans: readonly Span[], at: number | null): boolean {
  return spans.some(
    (span) => span.state !== "missing" && (at === null || (span.from <= at && at <= span.to)),
  );
}
