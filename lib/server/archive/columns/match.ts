import { type CodeSet, type ColumnFilter, type DimensionName, DIMENSIONS, rowsWithin } from "./filter.ts";
import { type Rows, rowsWith } from "./postings.ts";
import type { Segment } from "./segment.ts";
import { seqBounds } from "./seq-set.ts";

// One scan at a time runs on a thread, and none is interrupted: the rows found are read before the next begins.
let found = new Uint32Array(8192);

/** One row of so many. */
const MANY = 8;

/** Whether a filter asks for more than a window: if not, matches are counted without looking at rows. */
export const isOpen = ({ codes, seqs }: ColumnFilter): boolean =>
  seqs === null && DIMENSIONS.every((name) => codes[name] === undefined);

/** How many rows of the segment match. */
export function countRows(segment: Segment, filter: ColumnFilter): number {
  if (!isOpen(filter)) return matchRows(segment, filter).length;
  const { low, high } = rowsWithin(segment, filter.from, filter.to);
  return high - low + segment.rows - segment.known;
}

/** The matching rows, rising; those of unknown time are the last, from `segment.known` on. Good until the next call. */
export function matchRows(segment: Segment, filter: ColumnFilter): Uint32Array {
  if (found.length < segment.rows) found = new Uint32Array(segment.rows);
  const { seqs, codes } = filter;
  if (seqs !== null) {
    const { least, most } = seqBounds(segment);
    if (!seqs.meets(least, most)) return found.subarray(0, 0);
  }
  let count = candidates(segment, filter);
  if (seqs !== null) {
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = found[i] as number;
      if (seqs.has(segment.seq[row] as number)) found[kept++] = row;
    }
    count = kept;
  }
  for (const name of DIMENSIONS) {
    const set = codes[name];
    if (set !== undefined && count > 0) count = keep(segment, name, set, count);
  }
  return found.subarray(0, count);
}

/** The rows of the window that may match: those that carry the rarest of the few codes asked for, or all. */
function candidates(segment: Segment, { from, to, codes }: ColumnFilter): number {
  let rarest: Rows[] | null = null;
  // Where many carry them, a look at every row costs less than sorting those of several codes.
  let least = segment.rows / MANY;
  for (const name of DIMENSIONS) {
    const few = codes[name]?.few;
    if (!few) continue;
    const lists = few.map((code) => rowsWith(segment, name, code));
    const listed = lists.reduce((sum, { length }) => sum + length, 0);
    // Most segments hold nothing of what is rare.
    if (listed === 0) return 0;
    if (listed <= least) [rarest, least] = [lists, listed];
  }
  const { low, high } = rowsWithin(segment, from, to);
  if (rarest !== null) return union(rarest, low, high, segment.known);
  let count = 0;
  for (let row = low; row < high; row++) found[count++] = row;
  for (let row = segment.known; row < segment.rows; row++) found[count++] = row;
  return count;
}

/** The listed rows that lie in the window or have no time, rising, each once. */
function union(lists: readonly Rows[], low: number, high: number, known: number): number {
  let count = 0;
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      const row = list[i] as number;
      if (row >= known || (row >= low && row < high)) found[count++] = row;
    }
  if (lists.length === 1) return count;
  found.subarray(0, count).sort();
  let kept = 0;
  // A row may name two of the resources.
  for (let i = 0; i < count; i++)
    if (i === 0 || found[i] !== found[kept - 1]) found[kept++] = found[i] as number;
  return kept;
}

function keep(segment: Segment, name: DimensionName, { pass }: CodeSet, count: number): number {
  let kept = 0;
  if (name === "resource") {
    for (let i = 0; i < count; i++) {
      const row = found[i] as number;
      if (namesOne(segment, row, pass)) found[kept++] = row;
    }
    return kept;
  }
  const column = segment[name];
  for (let i = 0; i < count; i++) {
    const row = found[i] as number;
    if (pass[column[row] as number] === 1) found[kept++] = row;
  }
  return kept;
}

/** Whether a row names a resource of the set. */
export function namesOne({ offsets, resources }: Segment, row: number, pass: Uint8Array): boolean {
  const end = offsets[row + 1] as number;
  for (let i = offsets[row] as number; i < end; i++) if (pass[resources[i] as number] === 1) return true;
  return false;
}
