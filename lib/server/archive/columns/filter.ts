import { CODES, type Segment } from "./segment.ts";
import type { SeqSet } from "./seq-set.ts";

/** What a filter can be about: a column of one code, or the resources of which a row may have several. */
export const DIMENSIONS = [...CODES, "resource"] as const;
export type DimensionName = (typeof DIMENSIONS)[number];

/** Which codes pass: `1` at the code's place; what lies behind the end does not pass. Place 0 stands for "carries none". */
export interface CodeSet {
  readonly pass: Uint8Array;
  /** The passing codes where they are few: a segment that holds none of them need not be looked at. */
  readonly few: readonly number[] | null;
}

/** A question as one account's columns understand it. */
export interface ColumnFilter {
  /** Seconds, both ends inclusive; rows of unknown time always lie within. */
  readonly from: number;
  readonly to: number;
  readonly codes: Readonly<Partial<Record<DimensionName, CodeSet>>>;
  /** `1` at the codes of resources of which a row may name none. */
  readonly noResource: Uint8Array | null;
  /** Every row must be one of these, whatever facet is counted: what a text search found, say. */
  readonly seqs: SeqSet | null;
}

const FEW = 64;

/** The set of these codes. `size` is one more than the largest code there is. */
export function onlyCodes(codes: Iterable<number>, size: number): CodeSet {
  const pass = new Uint8Array(size);
  const few = [...new Set(codes)];
  for (const code of few) pass[code] = 1;
  return { pass, few: few.length > FEW ? null : few };
}

/** Every code but these; "carries none" passes. */
export function allCodesBut(codes: Iterable<number>, size: number): CodeSet {
  const pass = new Uint8Array(size).fill(1);
  for (const code of codes) pass[code] = 0;
  return { pass, few: null };
}

/** What is in both. */
export function bothCodes(a: CodeSet, b: CodeSet): CodeSet {
  const pass = a.pass.map((passes, code) => passes & (b.pass[code] ?? 0));
  return { pass, few: a.few?.filter((code) => pass[code] === 1) ?? null };
}

/** The rows `[low, high)` of known time that lie within a window, by bisection. */
export function rowsWithin(segment: Segment, from: number, to: number): { low: number; high: number } {
  const low = from === -Infinity ? 0 : firstAtOrAfter(segment, from);
  return { low, high: Math.max(low, to === Infinity ? segment.known : firstAtOrAfter(segment, to + 1)) };
}

/** The first row of known time that is not before `second`. */
export function firstAtOrAfter({ at, known }: Segment, second: number): number {
  let low = 0;
  let high = known;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < second) low = middle + 1;
    else high = middle;
  }
  return low;
}
