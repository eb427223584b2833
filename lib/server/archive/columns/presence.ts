import type { DimensionName } from "./filter.ts";
import type { Segment } from "./segment.ts";

/** Rows that are looked at or skipped together. */
export const BLOCK = 128;
// A block names some hundred different things at most: few blocks are looked at in vain.
const BITS = 2048;

const known = new WeakMap<Segment, Map<DimensionName, Uint8Array>>();
const bounds = new WeakMap<Segment, { readonly least: number; readonly most: number }>();

/** Which of a dimension's codes each block may hold: what `mayHold` is asked with. */
export function presenceOf(segment: Segment, name: DimensionName): Uint8Array {
  let filters = known.get(segment);
  if (filters === undefined) known.set(segment, (filters = new Map()));
  let bits = filters.get(name);
  if (bits === undefined) filters.set(name, (bits = bitsOf(segment, name)));
  return bits;
}

/** Whether a block may hold a row with one of the codes; false is certain. */
export function mayHold(bits: Uint8Array, block: number, codes: readonly number[]): boolean {
  const start = (block * BITS) >> 3;
  for (let i = 0; i < codes.length; i++) {
    const bit = (codes[i] as number) % BITS;
    if (((bits[start + (bit >> 3)] as number) & (1 << (bit & 7))) !== 0) return true;
  }
  return false;
}

function bitsOf(segment: Segment, name: DimensionName): Uint8Array {
  const bits = new Uint8Array((Math.ceil(segment.rows / BLOCK) * BITS) >> 3);
  const mark = (row: number, code: number) => {
    const at = ((Math.floor(row / BLOCK) * BITS) >> 3) + ((code % BITS) >> 3);
    bits[at] = (bits[at] as number) | (1 << (code & 7));
  };
  if (name === "resource") {
    const { offsets, resources } = segment;
    for (let row = 0; row < segment.rows; row++)
      for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++)
        mark(row, resources[i] as number);
  } else {
    const codes = segment[name];
    for (let row = 0; row < segment.rows; row++) mark(row, codes[row] as number);
  }
  return bits;
}

/** The smallest and the largest seq of a segment. */
export function seqBounds(segment: Segment): { readonly least: number; readonly most: number } {
  let found = bounds.get(segment);
  if (found === undefined) {
    let least = Infinity;
    let most = -Infinity;
    for (const seq of segment.seq) {
      if (seq < least) least = seq;
      if (seq > most) most = seq;
    }
    bounds.set(segment, (found = { least, most }));
  }
  return found;
}
