import { FAMILIES, type Family } from "@/lib/audit/event-types";
import type { Bar } from "./shape";

export interface Scale {
  /** What the plot's full height stands for; even. */
  readonly top: number;
  /** Bars that rise above it: drawn cut, with their number. */
  readonly cut: ReadonlySet<number>;
}

/** How many times higher than all others a bar stands before it is cut, how many may be, and how many others tell what is usual. */
const STANDS_OUT = 2.5;
const MOST_CUT = 3;
const OTHERS = 4;
const ROUND = [2, 4, 6, 8, 10, 20, 30, 40, 50, 60, 80, 100];

/**
 * The scale of these totals. Where up to three stand far above all others, they are cut, so that one huge day does not flatten the
 * rest.
 */
export function scaleOf(totals: readonly number[]): Scale {
  const sorted = totals.filter((total) => total > 0).toSorted((a, b) => b - a);
  let highest = sorted[0] ?? 0;
  for (let cut = 1; cut <= MOST_CUT && sorted.length >= cut * (1 + OTHERS); cut++) {
    const next = sorted[cut] ?? 0;
    if ((sorted[cut - 1] ?? 0) >= STANDS_OUT * next) highest = next;
  }
  const top = roundAbove(highest);
  return { top, cut: new Set(totals.flatMap((total, i) => (total > top ? [i] : []))) };
}

/** The cut bars that carry their number: of those nearer to each other than `room`, a share of the plot's width, the highest. */
export function numbered({ cut }: Scale, totals: readonly number[], room: number): number[] {
  const shown: number[] = [];
  for (const i of [...cut].toSorted((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0)))
    if (shown.every((other) => Math.abs(other - i) / totals.length >= room)) shown.push(i);
  return shown;
}

/** The next round and even number. */
function roundAbove(value: number): number {
  let power = 1;
  while (value > 100 * power) power *= 10;
  const found = ROUND.find((round) => (power === 1 || round >= 10) && round * power >= value);
  return (found ?? 100) * power;
}

export interface Block {
  readonly family: Family;
  /** From the bottom, in the units of the plot's height. */
  readonly bottom: number;
  readonly height: number;
}

/** A bar's blocks from the bottom up. Whatever is there shows: a block is at least one unit high, at the highest one's expense. */
export function blocksOf(bar: Bar, { top }: Scale, plotHeight: number): Block[] {
  const there = FAMILIES.flatMap(({ id }) => (bar.families[id] ? [{ id, count: bar.families[id] }] : []));
  if (there.length === 0) return [];
  const whole = Math.max(there.length, Math.min(plotHeight, (bar.total / top) * plotHeight));
  const heights = there.map(({ count }) => Math.max(1, (count / bar.total) * whole));
  const over = heights.reduce((a, b) => a + b, 0) - whole;
  const highest = heights.indexOf(Math.max(...heights));
  let bottom = 0;
  return there.map(({ id }, i) => {
    const height = Math.max(1, (heights[i] ?? 0) - (i === highest ? over : 0));
    const block = { family: id, bottom, height };
    bottom += height;
    return block;
  });
}
