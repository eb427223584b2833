import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip, paint, type Span, wasRead } from "./spans.ts";

const SECONDS = 40;
const RANK = { missing: 0, open: 1, settled: 2 };

const spanAt = fc
  .record({
    from: fc.integer({ min: 0, max: SECONDS - 1 }),
    length: fc.integer({ min: 0, max: 15 }),
    state: fc.constantFrom("missing" as const, "open" as const, "settled" as const),
    readAt: fc.integer({ min: 0, max: 9 }),
    why: fc.constantFrom("a", "b"),
  })
  .map(({ from, length, state, readAt, why }): Span => {
    const to = Math.min(SECONDS - 1, from + length);
    return { from, to, state, readAt, reason: state === "missing" ? why : null };
  });

/** The same second by second: the plainest thing that could be right. */
function bySecond(painted: readonly Span[]): (string | null)[] {
  const seconds: (Span | null)[] = Array.from({ length: SECONDS }, () => null);
  for (const span of painted) {
    for (let at = span.from; at <= span.to; at++) {
      const old = seconds[at];
      if (!old || RANK[span.state] >= RANK[old.state]) seconds[at] = span;
    }
  }
  return seconds.map((span) => span && `${span.state} ${span.reason}`);
}

describe("coverage", () => {
  it("is of every second what its readings say, in spans that never overlap and are as few as can be", () => {
    fc.assert(
      fc.property(fc.array(spanAt, { maxLength: 12 }), (readings) => {
        const spans = readings.reduce<Span[]>((all, fresh) => paint(all, fresh), []);
        expect(bySecond(spans)).toEqual(bySecond(readings));
        spans.forEach((span, i) => {
          const next = spans[i + 1];
          expect(span.from).toBeLessThanOrEqual(span.to);
          if (next === undefined) return;
          expect(span.to).toBeLessThan(next.from);
          const isNeighbour = span.to === next.from - 1;
          expect(isNeighbour && span.state === next.state && span.reason === next.reason).toBe(false);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("ends at a floor, and knows which seconds were read whole", () => {
    const span = (from: number, to: number, state: Span["state"]): Span => ({
      from,
      to,
      state,
      readAt: 0,
      reason: null,
    });
    const spans = [span(0, 9, "settled"), span(10, 19, "missing"), span(20, 29, "open")];
    expect(clip(spans, 15)).toEqual([span(15, 19, "missing"), span(20, 29, "open")]);
    expect([9, 10, 20, 30, null].map((at) => wasRead(spans, at))).toEqual([true, false, true, false, true]);
    expect(wasRead([span(0, 9, "missing")], null)).toBe(false);
    expect(paint(spans, span(5, 4, "settled"))).toEqual(spans);
  });

  it("tells of a neighbour that it was joined to the later reading", () => {
    const first: Span = { from: 0, to: 9, state: "open", readAt: 5, reason: null };
    expect(paint([first], { ...first, from: 10, to: 19, readAt: 3 })).toEqual([{ ...first, to: 19 }]);
  });
});
