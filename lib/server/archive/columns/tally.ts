import { type ColumnFilter, type DimensionName, DIMENSIONS, rowsWithin } from "./filter.ts";
import { namesOne } from "./match.ts";
import type { Segment } from "./segment.ts";

/** Counts of one facet: rows that match everything but the facet's own filter. */
export interface FacetTally {
  /** By code; place 0 is "carries none". */
  readonly counts: Uint32Array;
  total: number;
}

export interface HistogramGrid {
  /** Seconds. */
  readonly start: number;
  readonly seconds: number;
  readonly buckets: number;
}

const MANY = 255;
let verdicts = new Uint8Array(8192);

/**
 * Total, histogram and facets of one account in one pass: every row is judged once, and counted in the facet whose filter is the only
 * one that it fails, or in all when it fails none.
 */
export class Tally {
  total = 0;
  /** Type → matching rows that stand in no bucket. */
  readonly outside = new Map<number, number>();
  /** Bucket → type → rows. */
  readonly histogram = new Map<number, Map<number, number>>();
  readonly facets = new Map<DimensionName, FacetTally>();
  private readonly ofType: Uint32Array;

  /** `sizes`: one more than the largest code of each dimension. */
  constructor(
    private readonly filter: ColumnFilter,
    sizes: Readonly<Record<DimensionName, number>>,
    facets: readonly DimensionName[],
    private readonly grid: HistogramGrid | null,
  ) {
    for (const name of facets) this.facets.set(name, { counts: new Uint32Array(sizes[name]), total: 0 });
    this.ofType = new Uint32Array(sizes.type);
  }

  add(segment: Segment): void {
    const { low, high } = rowsWithin(segment, this.filter.from, this.filter.to);
    this.addRange(segment, low, high);
    this.addRange(segment, segment.known, segment.rows);
  }

  private addRange(segment: Segment, low: number, high: number): void {
    if (low >= high) return;
    if (verdicts.length < segment.rows) verdicts = new Uint8Array(segment.rows);
    verdicts.fill(0, low, high);
    const { seqs, codes, noResource } = this.filter;
    if (seqs !== null)
      for (let row = low; row < high; row++) if (!seqs.has(segment.seq[row] as number)) verdicts[row] = MANY;
    for (const [i, name] of DIMENSIONS.entries()) {
      const set = codes[name];
      if (set !== undefined) judge(segment, name, set.pass, i + 1, low, high);
    }
    if (noResource !== null) judgeNamed(segment, noResource, low, high);
    for (let row = low; row < high; row++) if (verdicts[row] === 0) this.total++;
    for (const [i, name] of DIMENSIONS.entries()) {
      const facet = this.facets.get(name);
      if (facet !== undefined) countFacet(segment, name, facet, i + 1, low, high);
    }
    if (this.grid !== null) this.fill(segment, this.grid, low, high);
  }

  /** Rows of one bucket stand together: types are counted in an array, and kept when the bucket ends. */
  private fill(
    segment: Segment,
    { start, seconds, buckets }: HistogramGrid,
    low: number,
    high: number,
  ): void {
    const { at, type, known } = segment;
    const touched: number[] = [];
    let bucket = -1;
    let end = -Infinity;
    const flush = () => {
      let types = this.histogram.get(bucket);
      if (types === undefined && touched.length > 0) this.histogram.set(bucket, (types = new Map()));
      for (const code of touched) {
        types?.set(code, (types.get(code) ?? 0) + (this.ofType[code] as number));
        this.ofType[code] = 0;
      }
      touched.length = 0;
    };
    for (let row = low; row < high; row++) {
      if (verdicts[row] !== 0) continue;
      const second = at[row] as number;
      if (row >= known || second < start || second >= start + buckets * seconds) {
        const code = type[row] as number;
        this.outside.set(code, (this.outside.get(code) ?? 0) + 1);
        continue;
      }
      if (second >= end) {
        flush();
        bucket = Math.floor((second - start) / seconds);
        end = start + (bucket + 1) * seconds;
      }
      const code = type[row] as number;
      if (this.ofType[code] === 0) touched.push(code);
      this.ofType[code] = (this.ofType[code] as number) + 1;
    }
    flush();
  }
}

/** Marks the rows that fail one dimension: with its number when it is the first, else as failing several. */
function judge(
  segment: Segment,
  name: DimensionName,
  pass: Uint8Array,
  own: number,
  low: number,
  high: number,
): void {
  const column = name === "resource" ? null : segment[name];
  for (let row = low; row < high; row++) {
    const passes = column === null ? namesOne(segment, row, pass) : pass[column[row] as number] === 1;
    if (!passes) verdicts[row] = verdicts[row] === 0 ? own : MANY;
  }
}

/** The other half of the resources' own filter: a row that fails both halves fails one filter. */
function judgeNamed(segment: Segment, none: Uint8Array, low: number, high: number): void {
  const own = DIMENSIONS.indexOf("resource") + 1;
  for (let row = low; row < high; row++)
    if (namesOne(segment, row, none))
      verdicts[row] = verdicts[row] === 0 || verdicts[row] === own ? own : MANY;
}

function countFacet(
  segment: Segment,
  name: DimensionName,
  facet: FacetTally,
  own: number,
  low: number,
  high: number,
): void {
  const { counts } = facet;
  let total = 0;
  if (name === "resource") {
    const { offsets, resources } = segment;
    for (let row = low; row < high; row++) {
      const verdict = verdicts[row] as number;
      if (verdict !== 0 && verdict !== own) continue;
      total++;
      const end = offsets[row + 1] as number;
      let i = offsets[row] as number;
      if (i === end) counts[0] = (counts[0] as number) + 1;
      for (; i < end; i++) {
        const code = resources[i] as number;
        counts[code] = (counts[code] as number) + 1;
      }
    }
  } else {
    const column = segment[name];
    for (let row = low; row < high; row++) {
      const verdict = verdicts[row] as number;
      if (verdict !== 0 && verdict !== own) continue;
      total++;
      const code = column[row] as number;
      counts[code] = (counts[code] as number) + 1;
    }
  }
  facet.total += total;
}
