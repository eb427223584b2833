/** What the columns know of one event. The codes are those of `terms`, per account and dimension, from 1; `null`: it carries none. */
export interface SegmentRow {
  /** Seconds since 1970; `null` in the segment of unknown time, in which every row has none. */
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

const CODES = ["type", "user", "ip", "country", "source"] as const;
const HEADER = 3;

/**
 * The bytes of one segment. The rows stand in order of (`at`, id) and come back so. Layout: count, whether times are known and the
 * number of resource codes as u32; then a column each of u32: time less the first time (in front of it the first time as f64),
 * seq, five codes (0 is none), where each row's resources end, and the resources.
 */
export function packSegment(rows: readonly SegmentRow[]): Uint8Array {
  const count = rows.length;
  const resources = rows.flatMap((row) => row.resources);
  const first = rows[0]?.at ?? null;
  const words = new Uint32Array(HEADER + 3 + count * (CODES.length + 3) + resources.length);
  words.set([count, first === null ? 0 : 1, resources.length]);
  new DataView(words.buffer).setFloat64((HEADER + 1) * 4, first ?? 0, true);
  let at = HEADER + 3;
  const column = (value: (row: SegmentRow) => number) => {
    for (const row of rows) words[at++] = value(row);
  };
  column((row) => (row.at ?? 0) - (first ?? 0));
  column((row) => row.seq);
  for (const name of CODES) column((row) => row[name] ?? 0);
  let end = 0;
  column((row) => (end += row.resources.length));
  words.set(resources, at);
  return new Uint8Array(words.buffer);
}

/** The rows of bytes that `packSegment` made. */
export function unpackSegment(bytes: Uint8Array): SegmentRow[] {
  // The bytes may begin anywhere in a larger buffer; words must be aligned.
  const words = new Uint32Array(bytes.slice().buffer);
  const [count = 0, known = 0] = words;
  const first = new DataView(words.buffer).getFloat64((HEADER + 1) * 4, true);
  const column = (i: number) => words.subarray(HEADER + 3 + i * count, HEADER + 3 + (i + 1) * count);
  const [times, seqs, type, user, ip, country, source, ends] = Array.from({ length: 8 }, (_, i) => column(i));
  const resources = words.subarray(HEADER + 3 + 8 * count);
  return Array.from({ length: count }, (_, i) => ({
    at: known === 0 ? null : first + (times?.[i] ?? 0),
    seq: seqs?.[i] ?? 0,
    type: type?.[i] || null,
    user: user?.[i] || null,
    ip: ip?.[i] || null,
    country: country?.[i] || null,
    source: source?.[i] || null,
    resources: [...resources.subarray(i === 0 ? 0 : ends?.[i - 1], ends?.[i])],
  }));
}
