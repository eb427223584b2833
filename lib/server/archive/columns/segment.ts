import type { DimensionName } from "./filter.ts";
import type { Postings } from "./postings.ts";
import type { SeqBounds } from "./seq-set.ts";

/** One event of a segment as the writer knows it. Codes are those of `terms`, from 1; `null` where it carries none. */
export interface SegmentRow {
  /** Seconds since 1970; `null` when its time is not known. */
  readonly at: number | null;
  readonly seq: number;
  readonly type: number | null;
  readonly user: number | null;
  readonly ip: number | null;
  readonly country: number | null;
  readonly source: number | null;
  /** Each once. */
  readonly resources: readonly number[];
}

/** Columns of one code a row, in the order in which they are packed. */
export const CODES = ["type", "user", "ip", "country", "source"] as const;
export type CodeName = (typeof CODES)[number];

/**
 * Some events of one account as columns, ordered by (time, id) rising: rows `0` to `known` have a time, those behind have none
 * and are ordered by id alone. A code of 0 is "carries none".
 */
export interface Segment extends Readonly<Record<CodeName, Uint32Array>> {
  readonly rows: number;
  readonly known: number;
  /** Seconds since 1970; of no meaning from row `known` on. */
  readonly at: Float64Array;
  readonly seq: Uint32Array;
  /** The resources of row `i` are `resources[offsets[i]]` up to `resources[offsets[i + 1]]`. */
  readonly offsets: Uint32Array;
  readonly resources: Uint32Array;
  /** What was made of the columns when it was first asked for. */
  readonly made: Partial<Record<DimensionName, Postings>> & { seqs?: SeqBounds };
}

// Little-endian like every machine this runs on: rows, known, number of resources, form of the packing.
const HEADER_BYTES = 16;
const FORM = 1;

/** Packs rows that are in the order of a segment: times rising, unknown ones last. Throws RangeError when they are not. */
export function packSegment(rows: readonly SegmentRow[]): Uint8Array {
  const known = rows.findIndex(({ at }) => at === null);
  const resources = rows.reduce((sum, row) => sum + row.resources.length, 0);
  const bytes = new Uint8Array(sizeOf(rows.length, resources));
  new Uint32Array(bytes.buffer, 0, 4).set([rows.length, known < 0 ? rows.length : known, resources, FORM]);
  const segment = openSegment(bytes);
  let end = 0;
  for (const [i, row] of rows.entries()) {
    const before = i === 0 ? -Infinity : segment.at[i - 1];
    if ((row.at === null) !== i >= segment.known || (row.at !== null && row.at < (before ?? 0)))
      throw new RangeError("The rows of a segment are not in order.");
    segment.at[i] = row.at ?? 0;
    segment.seq[i] = row.seq;
    for (const name of CODES) segment[name][i] = row[name] ?? 0;
    segment.resources.set(row.resources, end);
    segment.offsets[i + 1] = end += row.resources.length;
  }
  return bytes;
}

/** The columns where they lie: nothing is copied unless the bytes stand askew. Throws RangeError for what is no segment. */
export function openSegment(bytes: Uint8Array): Segment {
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  if (bytes.byteLength < HEADER_BYTES) throw new RangeError("A segment is cut off.");
  const [rows = 0, known = 0, resources = 0, form] = new Uint32Array(buffer, byteOffset, 4);
  if (form !== FORM || bytes.byteLength !== sizeOf(rows, resources) || known > rows)
    throw new RangeError("A segment is damaged, or of another form.");
  let start = byteOffset + HEADER_BYTES;
  const at = new Float64Array(buffer, start, rows);
  start += rows * 8;
  const column = (length: number): Uint32Array => {
    const next = new Uint32Array(buffer, start, length);
    start += length * 4;
    return next;
  };
  return {
    rows,
    known,
    at,
    seq: column(rows),
    type: column(rows),
    user: column(rows),
    ip: column(rows),
    country: column(rows),
    source: column(rows),
    offsets: column(rows + 1),
    resources: column(resources),
    made: {},
  };
}

const sizeOf = (rows: number, resources: number): number =>
  HEADER_BYTES + rows * 8 + (1 + CODES.length) * rows * 4 + (rows + 1) * 4 + resources * 4;

/** The rows again, for a writer that puts others between them. */
export function unpackSegment(bytes: Uint8Array): SegmentRow[] {
  const segment = openSegment(bytes);
  return Array.from({ length: segment.rows }, (_, i) => ({
    at: i < segment.known ? (segment.at[i] ?? null) : null,
    seq: segment.seq[i] ?? 0,
    type: segment.type[i] || null,
    user: segment.user[i] || null,
    ip: segment.ip[i] || null,
    country: segment.country[i] || null,
    source: segment.source[i] || null,
    resources: [...segment.resources.subarray(segment.offsets[i], segment.offsets[i + 1])],
  }));
}
