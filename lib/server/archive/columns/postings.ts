import type { DimensionName } from "./filter.ts";
import type { Segment } from "./segment.ts";

export type Rows = Uint16Array | Uint32Array;

/** Where the codes of a dimension stand in a segment: `codes[i]` in the rows `rows[starts[i]]` up to `rows[starts[i + 1]]`, rising. */
interface Postings {
  /** Rising, each once; of a column of one code 0 is among them, "carries none". */
  readonly codes: Uint32Array;
  readonly starts: Uint32Array;
  readonly rows: Rows;
}

const known = new WeakMap<Segment, Map<DimensionName, Postings>>();

/** The rows of a segment with one code, rising. Made for the whole dimension when it is first asked for. */
export function rowsWith(segment: Segment, name: DimensionName, code: number): Rows {
  let own = known.get(segment);
  if (own === undefined) known.set(segment, (own = new Map()));
  let postings = own.get(name);
  if (postings === undefined) own.set(name, (postings = gather(segment, name)));
  const { codes, starts, rows } = postings;
  let low = 0;
  let high = codes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((codes[middle] as number) < code) low = middle + 1;
    else high = middle;
  }
  return codes[low] === code ? rows.subarray(starts[low], starts[low + 1]) : NONE;
}

const NONE = new Uint16Array(0);

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
  for (const [i, code] of codes.entries()) {
    const start = starts[i] as number;
    starts[i + 1] = start + (places[code] as number);
    places[code] = start;
  }
  const rows = new (segment.rows > 0xffff ? Uint32Array : Uint16Array)(carried.length);
  let end = 0;
  for (let row = 0, i = 0; row < segment.rows; row++) {
    end = name === "resource" ? (segment.offsets[row + 1] as number) : row + 1;
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
