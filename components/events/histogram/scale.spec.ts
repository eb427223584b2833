import fc from "fast-check";
import { expect, it } from "vitest";
import { FAMILIES } from "@/lib/audit/event-types";
import { blocksOf, numbered, scaleOf } from "./scale";

it.each([
  [[], 2, []],
  [[1], 2, []],
  [[59, 30, 22, 5, 1], 60, []],
  [[7, 6, 5, 4], 8, []],
  [[101, 90, 80, 30], 200, []],
  [[1234, 1000, 900, 800], 2000, []],
  // One huge day is cut: the others keep their height.
  [[30, 25, 9000, 22, 11], 30, [2]],
  [[9000, 30, 25, 8000, 22, 11, 11, 9, 30, 8], 30, [0, 3]],
  [[190, 65, 42, 38, 30, 22, 20, 11, 9, 8], 80, [0]],
  // Four of them are no exception any more.
  [[9000, 8500, 8000, 7000, ...Array.from({ length: 30 }, () => 30)], 10_000, []],
  // Too few to tell what is usual.
  [[9000, 2], 10_000, []],
])("%j is drawn up to %d, cut: %j", (totals, top, cut) => {
  const scale = scaleOf(totals);
  expect(scale.top).toBe(top);
  expect([...scale.cut]).toEqual(cut);
});

it("whatever is there shows, and no bar leaves the plot", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.constantFrom(...FAMILIES.map(({ id }) => id)), fc.integer({ min: 1, max: 5000 })),
        {
          minLength: 1,
        },
      ),
      fc.integer({ min: 1, max: 5000 }).map((n) => 2 * n),
      (counts, top) => {
        const families = Object.fromEntries(counts);
        const total = Object.values(families).reduce((a, b) => a + b, 0);
        const blocks = blocksOf({ start: 0, end: 1, total, families }, { top, cut: new Set() }, 68);
        expect(blocks.map(({ family }) => family).toSorted()).toEqual(Object.keys(families).toSorted());
        let bottom = 0;
        for (const block of blocks) {
          expect(block.height).toBeGreaterThanOrEqual(1);
          expect(block.bottom).toBeCloseTo(bottom);
          bottom += block.height;
        }
        expect(bottom).toBeLessThanOrEqual(75);
        if (total < top) expect(bottom).toBeCloseTo(Math.max(blocks.length, (68 * total) / top), 5);
      },
    ),
  ));

it("numbers of cut bars do not stand in each other's way: the highest is told", () => {
  const numbers = (cut: number[], totals: number[], room = 0.1) =>
    numbered({ top: 6, cut: new Set(cut) }, totals, room);
  const totals = Array.from({ length: 100 }, (_, i) => ({ 3: 40, 97: 32, 98: 92, 99: 73 })[i] ?? 3);
  expect(numbers([3, 97, 98, 99], totals)).toEqual([98, 3]);
  expect(numbers([97, 98, 99], totals, 0)).toEqual([98, 99, 97]);
  expect(numbers([], totals)).toEqual([]);
});
