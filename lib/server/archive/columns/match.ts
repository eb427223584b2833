import { type CodeSet, type ColumnFilter, type DimensionName, DIMENSIONS, rowsWithin } from "./filter.ts";
import { countWith, numberOf, postingsOf } from "./postings.ts";
import type { Segment } from "./segment.ts";
import { seqBounds } from "./seq-set.ts";

// One scan at a time runs on a thread, and none is interrupted: the rows found are read before the next begins.
let found = new Uint32Array(8192);

/** One row of so many. */
const MANY = 8;

/** Whether a filter asks for more than a window: if not, matches are counted without looking at rows. */
export const isOpen = ({ codes, noResource, seqs }: ColumnFilter): boolean =>
  seqs === null && noResource === null && DIMENSIONS.every((name) => codes[name] === undefined);

/** How many rows of the segment match. */
export function countRows(segment: Segment, filter: ColumnFilter): number {
  const only = onlyDimension(filter);
  if (only !== null) return countWith(postingsOf(segment, only), filter.codes[only]?.few ?? []);
  if (!isOpen(filter)) return find(segment, filter);
  const { low, high } = rowsWithin(segment, filter.from, filter.to);
  return high - low + segment.rows - segment.known;
}

/** The one code that is all that is asked for, at any time. */
export function onlyCode(filter: ColumnFilter): { dimension: DimensionName; code: number } | null {
  const dimension = onlyDimension(filter);
  const [code, ...more] = (dimension && filter.codes[dimension]?.few) || [];
  return dimension === null || code === undefined || more.length > 0 ? null : { dimension, code };
}

/** The dimension whose few codes are all that is asked for, at any time: its rows need not be looked at, unless one may have two of them. */
function onlyDimension({ from, to, codes, noResource, seqs }: ColumnFilter): DimensionName | null {
  if (seqs !== null || noResource !== null || from !== -Infinity || to !== Infinity) return null;
  let only: DimensionName | null = null;
  for (const name of DIMENSIONS) {
    const set = codes[name];
    if (set === undefined) continue;
    if (only !== null || set.few === null || (name === "resource" && set.few.length > 1)) return null;
    only = name;
  }
  return only;
}

/** The matching rows, rising; those of unknown time are the last, from `segment.known` on. Good until the next call. */
export function matchRows(segment: Segment, filter: ColumnFilter): Uint32Array {
  const count = find(segment, filter);
  return found.subarray(0, count);
}

/** Puts the matching rows into `found`, and tells how many they are. */
function find(segment: Segment, filter: ColumnFilter): number {
  if (found.length < segment.rows) found = new Uint32Array(segment.rows);
  const { seqs, codes } = filter;
  if (seqs !== null) {
    const { least, most } = seqBounds(segment);
    if (!seqs.meets(least, most)) return 0;
  }
  const rarest = rarestOf(segment, codes);
  let count = rarest === null ? whole(segment, filter) : listed(segment, filter, rarest);
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
    if (set !== undefined && name !== rarest && count > 0) count = keep(segment, name, set, count);
  }
  if (filter.noResource !== null) {
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = found[i] as number;
      if (!namesOne(segment, row, filter.noResource)) found[kept++] = row;
    }
    count = kept;
  }
  return count;
}

/** The dimension whose few codes leave the fewest rows; `null` where each leaves many: a look at every row costs less than sorting them. */
function rarestOf(segment: Segment, codes: ColumnFilter["codes"]): DimensionName | null {
  let rarest: DimensionName | null = null;
  let least = segment.rows / MANY;
  for (const name of DIMENSIONS) {
    const few = codes[name]?.few;
    if (!few) continue;
    const rows = countWith(postingsOf(segment, name), few);
    if (rows <= least) [rarest, least] = [name, rows];
  }
  return rarest;
}

/** Every row of the window. */
function whole(segment: Segment, { from, to }: ColumnFilter): number {
  const { low, high } = rowsWithin(segment, from, to);
  let count = 0;
  for (let row = low; row < high; row++) found[count++] = row;
  for (let row = segment.known; row < segment.rows; row++) found[count++] = row;
  return count;
}

/** The rows of the window with one of a dimension's few codes. */
function listed(segment: Segment, { from, to, codes }: ColumnFilter, name: DimensionName): number {
  const postings = postingsOf(segment, name);
  const few = codes[name]?.few ?? [];
  const { starts, rows } = postings;
  const { low, high } = rowsWithin(segment, from, to);
  let count = 0;
  for (const code of few) {
    const n = numberOf(postings, code);
    const end = n < 0 ? 0 : (starts[n + 1] as number);
    for (let i = n < 0 ? 0 : (starts[n] as number); i < end; i++) {
      const row = rows[i] as number;
      if (row >= segment.known || (row >= low && row < high)) found[count++] = row;
    }
  }
  return few.length === 1 ? count : inOrder(count);
}

/** Sorts the first rows of `found`, each once: a row may name two of the resources. */
function inOrder(count: number): number {
  found.subarray(0, count).sort();
  let kept = 0;
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
