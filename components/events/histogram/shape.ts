import type { Instant } from "@/lib/audit/event";
import { type Family, familyOf } from "@/lib/audit/event-types";
import type { ResolvedWindow } from "@/lib/audit/query";
import type { EventSummary } from "@/lib/audit/summary";
import { bucketsOf } from "@/lib/audit/time/buckets";

export type FamilyCounts = Readonly<Partial<Record<Family, number>>>;

export interface Bar {
  /** Its first instant. */
  readonly start: Instant;
  /** The first instant that is no longer in it. */
  readonly end: Instant;
  readonly total: number;
  readonly families: FamilyCounts;
}

/** A result over time. The bars and `undated` sum to the total. */
export interface Shape {
  /** Width of every bar. */
  readonly seconds: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly bars: readonly Bar[];
  /** Events whose time is not known: they stand in no bar. */
  readonly undated: number;
  /** Of all, those of unknown time too. */
  readonly families: FamilyCounts;
  readonly total: number;
}

type Window = Pick<ResolvedWindow, "to" | "askedTo">;
type Mutable = Partial<Record<Family, number>>;

/**
 * The answer's buckets as at most `most` bars by family; `null` where the window has none. A window that goes on after its answer is
 * drawn to its end, or as far as what is known is long.
 */
export function shapeOf({ total, histogram }: EventSummary, window: Window, most: number): Shape | null {
  const dated = histogram.buckets.filter(({ start }) => start !== null);
  const [first] = dated;
  if (first === undefined) return null;
  const known = Date.parse(first.start as string);
  const knownEnd = known + dated.length * histogram.seconds * 1000;
  const last = Math.min(window.askedTo ?? 0, knownEnd + (knownEnd - known));
  const grid = bucketsOf(known, Math.max(knownEnd - 1000, last), { most, multipleOf: histogram.seconds });

  const width = grid.seconds * 1000;
  const bars = Array.from({ length: grid.count }, (_, i) => {
    const start = grid.start + i * width;
    return { start, end: start + width, total: 0, families: {} as Mutable };
  });
  const families: Mutable = {};
  let undated = 0;
  for (const bucket of histogram.buckets) {
    const bar =
      bucket.start === null ? undefined : bars[Math.floor((Date.parse(bucket.start) - grid.start) / width)];
    if (bar === undefined) undated += bucket.total;
    else bar.total += bucket.total;
    for (const [type, count] of Object.entries(bucket.byType)) {
      const family = familyOf(type);
      families[family] = (families[family] ?? 0) + count;
      if (bar) bar.families[family] = (bar.families[family] ?? 0) + count;
    }
  }
  const end = grid.start + grid.count * width;
  return { seconds: grid.seconds, start: grid.start, end, bars, undated, families, total };
}

/** A stretch of the axis, in shares of its length. */
export interface Stretch {
  readonly left: number;
  readonly width: number;
}

/** Where a span of time lies on the axis; `null` where none of it does. `from` `null` is since ever. */
export function stretchOf(
  { start, end }: Pick<Shape, "start" | "end">,
  from: Instant | null,
  to: Instant,
): Stretch | null {
  const left = Math.max(start, from ?? start);
  const right = Math.min(end, to);
  return right > left
    ? { left: (left - start) / (end - start), width: (right - left) / (end - start) }
    : null;
}
