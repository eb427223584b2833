import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventSummary } from "@/lib/audit/summary";
import { bucketsOf } from "@/lib/audit/time/buckets";
import { toIso } from "@/lib/audit/time/format";
import { shapeOf, stretchOf } from "./shape";

const at = (text: string) => Date.parse(text);
const TYPES = ["USER_LOGIN", "USER_LOGOUT", "APP_UPDATE", "NEVER_LISTED", ""];
const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);

/** A summary as the server makes it, of counts that are made up. */
function summaryOf(from: number, to: number, counts: readonly number[], undated = 0): EventSummary {
  const grid = bucketsOf(from, to);
  const buckets: EventSummary["histogram"]["buckets"][number][] = Array.from(
    { length: grid.count },
    (_, i) => {
      const total = counts[i % Math.max(1, counts.length)] ?? 0;
      const type = TYPES[i % TYPES.length] as string;
      return {
        start: toIso(grid.start + i * grid.seconds * 1000),
        total,
        byType: total === 0 ? {} : { [type]: total },
      };
    },
  );
  if (undated > 0) buckets.push({ start: null, total: undated, byType: { APP_CREATE: undated } });
  return {
    total: sum(buckets.map(({ total }) => total)),
    histogram: { seconds: grid.seconds, buckets },
  } as unknown as EventSummary;
}

describe("the shape of a result", () => {
  const second = fc.integer({
    min: at("2024-01-01T00:00:00Z") / 1000,
    max: at("2026-12-31T00:00:00Z") / 1000,
  });
  it("holds every event once, however wide its bars are", () =>
    fc.assert(
      fc.property(
        second,
        fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 4e7 })),
        fc.array(fc.nat(500), { maxLength: 30 }),
        fc.nat(3),
        fc.constantFrom(48, 120),
        fc.option(fc.integer({ min: 0, max: 1e7 })),
        (from, length, counts, undated, most, later) => {
          const to = (from + length) * 1000;
          const askedTo = later === null ? null : to + later * 1000;
          const summary = summaryOf(from * 1000, to, counts, undated);
          const shape = shapeOf(summary, { to, askedTo }, most)!;
          expect(sum(shape.bars.map((bar) => bar.total)) + shape.undated).toBe(summary.total);
          expect(shape.undated).toBe(undated);
          expect(sum(Object.values(shape.families))).toBe(summary.total);
          for (const bar of shape.bars) expect(sum(Object.values(bar.families))).toBe(bar.total);
          expect(shape.bars.length).toBeLessThanOrEqual(most);
          expect(shape.start).toBeLessThanOrEqual(from * 1000);
          expect(shape.end).toBeGreaterThan(to);
          expect(shape.bars.at(-1)!.end).toBe(shape.end);
        },
      ),
    ));

  it("a window that goes on is drawn to its end, or as far again as is known", () => {
    const [from, to] = [at("2026-11-21T00:00:00Z"), at("2026-11-21T07:54:10Z")];
    const summary = summaryOf(from, to, [1]);
    const today = shapeOf(summary, { to, askedTo: at("2026-11-21T09:59:59Z") }, 120)!;
    expect(today.end).toBe(at("2026-11-21T10:00:00Z"));
    const far = shapeOf(summary, { to, askedTo: at("2099-01-01T00:00:00Z") }, 120)!;
    expect(far.end - to).toBeLessThan(1.2 * (to - from));
    expect(sum(far.bars.map(({ total }) => total))).toBe(summary.total);
  });

  it("a window without bars has no shape", () =>
    expect(
      shapeOf(
        { total: 0, histogram: { seconds: 1, buckets: [] } } as unknown as EventSummary,
        { to: 0, askedTo: null },
        120,
      ),
    ).toBeNull());
});

it("a gap lies where its time is, cut at the ends of the axis", () => {
  const axis = { start: 0, end: 1000 };
  expect(stretchOf(axis, 250, 500)).toEqual({ left: 0.25, width: 0.25 });
  expect(stretchOf(axis, null, 500)).toEqual({ left: 0, width: 0.5 });
  expect(stretchOf(axis, 900, 5000)?.width).toBeCloseTo(0.1);
  expect(stretchOf(axis, 2000, 5000)).toBeNull();
});
