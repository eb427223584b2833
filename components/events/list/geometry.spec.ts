import fc from "fast-check";
import { expect, it } from "vitest";
import {
  movingSpan,
  pageOf,
  pageSpan,
  pagesOf,
  restingSpan,
  segmentsOf,
  type Shape,
  stretchAt,
} from "./geometry";

const shape = (total: number, size = 30, row = 26): Shape => ({ total, size, row });

it("a page is a span of positions, the last one cut", () => {
  expect([pageOf(0, 30), pageOf(29, 30), pageOf(30, 30)]).toEqual([1, 1, 2]);
  expect(pageSpan(2, shape(45))).toEqual({ from: 30, to: 45 });
  expect(pagesOf({ from: 29, to: 31 }, 30)).toEqual([1, 2]);
  expect(pagesOf({ from: 30, to: 30 }, 30)).toEqual([]);
});

it("at rest every page in view is drawn whole, and no other", () => {
  expect(restingSpan({ from: 0, to: 22 }, shape(1000))).toEqual({ from: 0, to: 30 });
  expect(restingSpan({ from: 8, to: 30 }, shape(1000))).toEqual({ from: 0, to: 30 });
  expect(restingSpan({ from: 9, to: 31 }, shape(1000))).toEqual({ from: 0, to: 60 });
  expect(restingSpan({ from: 990, to: 1000 }, shape(1000))).toEqual({ from: 990, to: 1000 });
});

it("while it scrolls the rows in view are drawn and few beyond them, all of them in the stretch", () => {
  const stretch = { from: 0, to: 1000 };
  const span = movingSpan({ from: 500, to: 522 }, stretch);
  expect(span.from).toBeLessThan(500);
  expect(span.to).toBeGreaterThan(522);
  expect(span.to - span.from).toBeLessThan(70);
  expect(movingSpan({ from: 0, to: 22 }, stretch).from).toBe(0);
  expect(movingSpan({ from: 990, to: 1000 }, stretch).to).toBe(1000);
});

it("a result that a browser can scroll is one stretch; a taller one is cut around the position", () => {
  expect(stretchAt(5, shape(500_000))).toEqual({ from: 0, to: 500_000 });
  const anyShape = fc.record({
    total: fc.integer({ min: 1, max: 5_000_000 }),
    size: fc.integer({ min: 1, max: 100 }),
    row: fc.constantFrom(26, 36),
  });
  fc.assert(
    fc.property(anyShape, fc.double({ min: 0, max: 0.999999, noNaN: true }), (one, part) => {
      const position = Math.floor(one.total * part);
      const { from, to } = stretchAt(position, one);
      expect((to - from) * one.row).toBeLessThanOrEqual(15_000_000);
      expect(from % one.size).toBe(0);
      expect(from).toBeLessThanOrEqual(position);
      expect(to).toBeGreaterThan(position);
      expect(to === one.total || to % one.size === 0).toBe(true);
    }),
  );
});

it("the segments of a stretch follow each other from end to end, with the rows that are read and drawn", () => {
  const states = fc.array(fc.oneof(fc.constant("failed" as const), fc.integer({ min: 0, max: 10 })), {
    minLength: 12,
    maxLength: 12,
  });
  const spans = fc
    .tuple(fc.integer({ min: 0, max: 115 }), fc.integer({ min: 0, max: 115 }))
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
  fc.assert(
    fc.property(states, spans, (pages, drawn) => {
      const one = shape(115, 10);
      const segments = segmentsOf({ from: 0, to: 115 }, drawn, one, (page) => pages[page - 1] ?? 0);
      let at = 0;
      const rows: number[] = [];
      for (const segment of segments) {
        expect(segment.from).toBe(at);
        expect(segment.to).toBeGreaterThan(segment.from);
        at = segment.to;
        if (segment.kind === "failed") expect(segment.from).toBe((segment.page - 1) * 10);
        if (segment.kind === "rows") for (let row = segment.from; row < segment.to; row++) rows.push(row);
      }
      expect(at).toBe(115);
      const expected = Array.from({ length: 115 }, (_, row) => row).filter((row) => {
        const read = pages[Math.floor(row / 10)];
        return row >= drawn.from && row < drawn.to && typeof read === "number" && row % 10 < read;
      });
      expect(rows).toEqual(expected);
    }),
  );
});

it("a page that failed has its own place, whole, between its neighbours", () => {
  const read = (page: number) => (page === 2 ? ("failed" as const) : 30);
  expect(segmentsOf({ from: 0, to: 100 }, { from: 20, to: 70 }, shape(100), read)).toEqual([
    { kind: "unread", from: 0, to: 20 },
    { kind: "rows", from: 20, to: 30 },
    { kind: "failed", page: 2, from: 30, to: 60 },
    { kind: "rows", from: 60, to: 70 },
    { kind: "unread", from: 70, to: 100 },
  ]);
});
