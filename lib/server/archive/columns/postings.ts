import type { DimensionName } from "./filter.ts";
import type { Segment } from "./segment.ts";

/** Where the codes of a dimension stand in a segment: `codes[n]` in the rows `rows[starts[n]]` up to `rows[starts[n + 1]]`, rising. */
export interface Postings {
  /** Rising, each once; of a column of one code 0 is among them, "carries none". */
  readonly codes: Uint32Array;
  readonly starts: Uint32Array;
  readonly rows: Uint16Array | Uint32Array;
}

/** The postings of a segment, made when a dimension is first asked for. */
export const postingsOf = (segment: Segment, name: DimensionName): Postings =>
  (segment.made[name] ??= gather(segment, name));

/** The number of a code in the segment, or −1. */
export function numberOf({ codes }: Postings, code: number): number {
  let low = 0;
  let high = codes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((codes[middle] as number) < code) low = middle + 1;
    else high = middle;
  }
  return codes[low] === code ? low : -1;
}

/** How many rows have one of the codes; one that has two of them counts twice. */
export function countWith(postings: Postings, codes: readonly number[]): number {
  let count = 0;
  for (const code of codes) {
    const n = numberOf(postings, code);
    if (n >= 0) count += (postings.starts[n + 1] as number) - (postings.starts[n] as number);
  }
  return count;
}

// By code: how often it stands in the segment at hand, then where its next row goes. All 0 between two calls.
let places: Uint32Array = new Uint32Array(8192);

/** Sorts rows by their codes, by counting these. */
function gather(segment: Segment, name: DimensionName): Postings {
  const carried = name === "resource" ? segment.resources : segment[name];
  const distinct: number[] = [];
  for (let i = 0; i < carried.length; i++) {
    const code = carried[i] as number;
    if (code >= places.length) places = withRoomFor(code);
    if (places[code] === 0) distinct.push(code);
    places[code] = (places[code] as number) + 1;
  }
  const codes = Uint32Array.from(distinct).sort();
  const starts = new Uint32Array(codes.length + 1);
  for (const [n, code] of codes.entries()) {
    const start = starts[n] as number;
    starts[n + 1] = start + (places[code] as number);
    places[code] = start;
  }
  const rows = new (segment.rows > 0xffff ? Uint32Array : Uint16Array)(carried.length);
  for (let row = 0, i = 0; row < segment.rows; row++) {
    const end = name === "resource" ? (segment.offsets[row + 1] as number) : row + 1;
    for (; i < end; i++) {
      const code = carried[i] as number;
      const place = places[code] as number;
      rows[place] = row;
      places[code] = place + 1;
    }
  }
  for (const code of codes) places[code] = 0;
  return { codes, starts, rows };
}

function withRoomFor(code: number): Uint32Array {
  const larger = new Uint32Array(code * 2);
  larger.set(places);
  return larger;
}
