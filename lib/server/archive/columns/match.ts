import { type CodeSet, type ColumnFilter, type DimensionName, DIMENSIONS, rowsWithin } from "./filter.ts";
import { BLOCK, mayHold, presenceOf, seqBounds } from "./presence.ts";
import type { Segment } from "./segment.ts";

// One scan at a time runs on a thread, and none is interrupted: the rows found are read before the next begins.
let found = new Uint32Array(8192);

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
  const { low, high } = rowsWithin(segment, filter.from, filter.to);
  if (found.length < segment.rows) found = new Uint32Array(segment.rows);
  const { seqs, codes } = filter;
  if (seqs !== null) {
    const { least, most } = seqBounds(segment);
    if (!seqs.meets(least, most)) return found.subarray(0, 0);
  }
  let count = candidates(segment, low, high, filter);
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

/** The rows of the window in blocks that may hold a match. */
function candidates(segment: Segment, low: number, high: number, { codes }: ColumnFilter): number {
  const narrow = DIMENSIONS.flatMap((name) => {
    const few = codes[name]?.few;
    return few ? [{ few, bits: presenceOf(segment, name) }] : [];
  });
  let count = 0;
  const take = (from: number, to: number) => {
    for (let start = from; start < to;) {
      const block = Math.floor(start / BLOCK);
      const end = Math.min(to, (block + 1) * BLOCK);
      if (narrow.every(({ bits, few }) => mayHold(bits, block, few)))
        for (let row = start; row < end; row++) found[count++] = row;
      start = end;
    }
  };
  take(low, high);
  take(segment.known, segment.rows);
  return count;
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
