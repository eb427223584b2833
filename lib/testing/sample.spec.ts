import { expect, it } from "vitest";
import { randomFrom, sampleOf } from "./sample.ts";

const all = Array.from({ length: 500 }, (_, i) => i);

it("is the same each time, in order, spread over the whole, and another for another seed", () => {
  const some = sampleOf(all, 40, 7, false);
  expect(some).toEqual(sampleOf(all, 40, 7, false));
  expect(some).not.toEqual(sampleOf(all, 40, 8, false));
  expect(some).toEqual([...new Set(some)].toSorted((a, b) => a - b));
  expect(some).toHaveLength(40);
  for (let start = 0; start < 500; start += 25)
    expect(some.some((one) => one >= start && one < start + 25)).toBe(true);
});

it("is the whole in a full run, and where there is no more", () => {
  expect(sampleOf(all, 40, 7, true)).toBe(all);
  expect(sampleOf(all, 500, 7, false)).toBe(all);
});

it("draws the same numbers on every machine", () => {
  const random = randomFrom(1);
  expect([random(), random(), random()].map((n) => n.toFixed(6))).toEqual([
    "0.627074",
    "0.002736",
    "0.527447",
  ]);
});
