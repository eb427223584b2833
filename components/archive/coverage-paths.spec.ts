import { expect, it } from "vitest";
import { CELL, coveragePaths, indexAt, monthMarks, placeOf, STEP, weeksOf } from "./coverage-paths.ts";

// A Wednesday.
const FIRST = Date.parse("2025-10-15T00:00:00Z");

it("days go down the week and weeks to the right, and a point leads back to its day", () => {
  expect(placeOf(0, FIRST)).toEqual({ x: 0, y: 2 * STEP });
  expect(placeOf(4, FIRST)).toEqual({ x: 0, y: 6 * STEP });
  expect(placeOf(5, FIRST)).toEqual({ x: STEP, y: 0 });
  for (let index = 0; index < 400; index++) {
    const { x, y } = placeOf(index, FIRST);
    expect(indexAt(x, y, FIRST, 400)).toBe(index);
    expect(indexAt(x + CELL - 1, y + CELL - 1, FIRST, 400)).toBe(index);
  }
  expect(weeksOf(FIRST, 5)).toBe(1);
  expect(weeksOf(FIRST, 6)).toBe(2);
});

it("beside the days there is none", () => {
  expect(indexAt(1, 1, FIRST, 10)).toBeNull();
  expect(indexAt(-1, 40, FIRST, 10)).toBeNull();
  expect(indexAt(STEP * 3, 40, FIRST, 10)).toBeNull();
});

it("each state has a shape of its own, in one path", () => {
  const paths = coveragePaths(["settled", "settled", "open", "missing", "unasked"], FIRST);
  expect(paths.settled).toBe("M0 34h15v15h-15zM0 51h15v15h-15z");
  const shapes = Object.values(paths).map((path) => path.replace(/M\d+ \d+/g, "M"));
  expect(new Set(shapes).size).toBe(4);
});

it("months stand over the week in which they begin, January with its year", () =>
  expect(monthMarks(FIRST, 100)).toEqual([
    { x: 2 * STEP, label: "Nov" },
    { x: 7 * STEP, label: "Dec" },
    { x: 11 * STEP, label: "Jan 2026" },
  ]));
