import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allCodesBut,
  bothCodes,
  type CodeSet,
  type ColumnFilter,
  type DimensionName,
  DIMENSIONS,
  onlyCodes,
} from "./filter.ts";
import { countRows, matchRows } from "./match.ts";
import { openSegment, packSegment, type SegmentRow } from "./segment.ts";
import { SeqSet } from "./seq-set.ts";
import { Tally } from "./tally.ts";

const SIZE = 12;
const code = fc.option(fc.integer({ min: 1, max: SIZE - 1 }), { nil: null });
const row = fc.record({
  at: fc.option(fc.integer({ min: -20, max: 200 }), { nil: null, freq: 9 }),
  type: code,
  user: code,
  ip: code,
  country: code,
  source: code,
  resources: fc.uniqueArray(fc.integer({ min: 1, max: SIZE - 1 }), { maxLength: 4 }),
});
const rows = fc
  .array(row, { maxLength: 1500, size: "max" })
  .map((all) =>
    all
      .map((one, i) => ({ ...one, seq: ((i * 7919) % 4001) + 1 }))
      .toSorted((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || 0),
  );

const codes = fc.array(fc.integer({ min: 0, max: SIZE - 1 }), { maxLength: 4 });
const set: fc.Arbitrary<CodeSet> = fc.oneof(
  codes.map((some) => onlyCodes(some, SIZE)),
  codes.map((some) => allCodesBut(some, SIZE)),
  fc.tuple(codes, codes).map(([a, b]) => bothCodes(onlyCodes(a, SIZE), allCodesBut(b, SIZE))),
);
const noResource = fc.option(
  codes.map((some) => onlyCodes(some, SIZE).pass),
  { nil: null, freq: 3 },
);
const several: fc.Arbitrary<ColumnFilter> = fc.record({
  from: fc.oneof(fc.constant(-Infinity), fc.integer({ min: -30, max: 210 })),
  to: fc.oneof(fc.constant(Infinity), fc.integer({ min: -30, max: 210 })),
  codes: fc.record(
    { type: set, user: set, ip: set, country: set, source: set, resource: set },
    { requiredKeys: [] },
  ),
  noResource,
  seqs: fc.option(
    fc
      .array(fc.integer({ min: 1, max: 4001 }), { maxLength: 900, size: "max" })
      .map((all) => new SeqSet(all)),
    { nil: null, freq: 2 },
  ),
});

/** One dimension, and mostly nothing else: what is counted without a look at its rows. */
const one: fc.Arbitrary<ColumnFilter> = fc.record({
  from: fc.constant(-Infinity),
  to: fc.constant(Infinity),
  codes: fc
    .tuple(fc.constantFrom(...DIMENSIONS), codes)
    .map(([name, some]) => ({ [name]: onlyCodes(some, SIZE) })),
  noResource,
  seqs: fc.constant(null),
});
const filter = fc.oneof(several, one);

/** The dimensions a row fails, and `text` when it is none of the seqs; `null` outside the window. */
function failed(row: SegmentRow, { from, to, codes, noResource, seqs }: ColumnFilter): string[] | null {
  if (row.at !== null && (row.at < from || row.at > to)) return null;
  const fails: string[] = seqs !== null && ![...seqs.sorted].includes(row.seq) ? ["text", "text too"] : [];
  for (const name of DIMENSIONS) {
    const pass = codes[name]?.pass;
    const passes =
      name === "resource" ? row.resources.some((one) => pass?.[one] === 1) : pass?.[row[name] ?? 0] === 1;
    const named = name === "resource" && row.resources.some((one) => noResource?.[one] === 1);
    if ((pass !== undefined && !passes) || named) fails.push(name);
  }
  return fails;
}

const sizes = Object.fromEntries(DIMENSIONS.map((name) => [name, SIZE])) as Record<DimensionName, number>;
const settings = { numRuns: process.env.AUDIT_TEST_FULL === "1" ? 500 : 60 };

describe("a scan of columns", () => {
  it("finds the rows that a plain filter finds", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(rows, filter, (all, filter) => {
        const segment = openSegment(packSegment(all));
        const expected = all.flatMap((row, i) => (failed(row, filter)?.length === 0 ? [i] : []));
        expect([...matchRows(segment, filter)]).toEqual(expected);
        expect(countRows(segment, filter)).toBe(expected.length);
      }),
      settings,
    );
  });

  it("finds rows behind the 65,536th", () => {
    const row = { at: 1, user: null, ip: null, country: null, source: null, resources: [] };
    const many = Array.from({ length: 70_000 }, (_, i) => ({
      ...row,
      seq: i + 1,
      type: i === 69_999 ? 2 : 1,
    }));
    const rare = {
      from: -Infinity,
      to: Infinity,
      codes: { type: onlyCodes([2], SIZE) },
      noResource: null,
      seqs: null,
    };
    expect([...matchRows(openSegment(packSegment(many)), rare)]).toEqual([69_999]);
  });

  it("counts facets each without its own filter, and bars that sum to the total", { timeout: 60_000 }, () => {
    const grid = fc.record({
      start: fc.integer({ min: -30, max: 100 }),
      seconds: fc.integer({ min: 1, max: 50 }),
      buckets: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(rows, filter, grid, (all, filter, grid) => {
        const tally = new Tally(filter, sizes, DIMENSIONS, grid);
        // Two segments: what lies before a second and what lies behind it.
        const cut = all.findIndex(({ at }) => at !== null && at >= 90);
        for (const part of cut < 0 ? [all] : [all.slice(0, cut), all.slice(cut)])
          tally.add(openSegment(packSegment(part)));

        const matching = all.filter((row) => failed(row, filter)?.length === 0);
        expect(tally.total).toBe(matching.length);
        const bars = [...tally.histogram.values()].flatMap((types) => [...types.values()]);
        expect([...bars, ...tally.outside.values()].reduce((a, b) => a + b, 0)).toBe(matching.length);
        const bar = new Map<string, number>();
        for (const { at, type } of matching) {
          const bucket = at === null ? -1 : Math.floor((at - grid.start) / grid.seconds);
          if (bucket < 0 || bucket >= grid.buckets) continue;
          const key = `${bucket}/${type ?? 0}`;
          bar.set(key, (bar.get(key) ?? 0) + 1);
        }
        const found = [...tally.histogram].flatMap(([bucket, types]) =>
          [...types].map(([type, count]) => [`${bucket}/${type}`, count] as const),
        );
        expect(new Map(found)).toEqual(bar);

        for (const name of DIMENSIONS) {
          const own = all.filter((row) => failed(row, filter)?.every((fail) => fail === name));
          const counts = new Uint32Array(SIZE);
          for (const row of own) {
            const carried = name === "resource" ? row.resources : [row[name] ?? 0];
            for (const one of carried.length === 0 ? [0] : carried) counts[one]!++;
          }
          expect(tally.facets.get(name)).toEqual({ counts, total: own.length });
        }
      }),
      settings,
    );
  });
});

describe("a set of seqs", () => {
  it("knows its members and which ranges it meets", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 })),
        fc.array(fc.integer({ max: 310 })),
        (a, asked) => {
          const set = new SeqSet(a);
          for (const seq of asked) {
            expect(set.has(seq)).toBe(a.includes(seq));
            expect(set.meets(seq, seq + 9)).toBe(a.some((one) => one >= seq && one <= seq + 9));
          }
          expect([...set.and(new SeqSet(asked)).sorted]).toEqual(
            [...set.sorted].filter((seq) => asked.includes(seq)),
          );
        },
      ),
    );
  });
});
