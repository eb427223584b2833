import fc from "fast-check";
import { expect, it } from "vitest";
import { halves, overlap, SECOND, type Span, uncovered, withEdges } from "./span.ts";

const LAST = 40;
const second = fc.integer({ min: 0, max: LAST });
const span: fc.Arbitrary<Span> = fc
  .tuple(fc.option(second, { freq: 6 }), second)
  .map(([from, length]) =>
    from === null
      ? { from: null, to: length * SECOND }
      : { from: from * SECOND, to: (from + length) * SECOND },
  );

/** The seconds of a span; −1 stands for all before the first. */
function seconds({ from, to }: Span): Set<number> {
  const all = new Set<number>();
  for (let i = from === null ? -1 : from / SECOND; i <= to / SECOND; i++) all.add(i);
  return all;
}
const union = (spans: readonly Span[]) => new Set(spans.flatMap((one) => [...seconds(one)]));

it("what is uncovered and what covers make up the window, and share nothing", () => {
  fc.assert(
    fc.property(span, fc.array(span, { maxLength: 8 }), (within, spans) => {
      const gaps = uncovered(within, spans);
      const covered = union(spans);
      const expected = [...seconds(within)].filter((i) => !covered.has(i)).sort((a, b) => a - b);
      expect([...union(gaps)].sort((a, b) => a - b)).toEqual(expected);
      // Each second once, whole gaps, and the newest first.
      expect(gaps.reduce((sum, gap) => sum + seconds(gap).size, 0)).toBe(expected.length);
      for (const [i, gap] of gaps.entries())
        if (i > 0) expect(gap.to).toBeLessThan((gaps[i - 1]?.from ?? -1) - SECOND);
    }),
    { numRuns: 1_000 },
  );
});

it("an overlap is what both have, and null when that is nothing", () => {
  fc.assert(
    fc.property(span, span, (a, b) => {
      const common = [...seconds(a)].filter((i) => seconds(b).has(i));
      const found = overlap(a, b);
      expect(found === null ? [] : [...seconds(found)]).toEqual(common);
    }),
  );
});

it("two halves are the whole, until it is a second", () => {
  fc.assert(
    fc.property(second, second, (from, length) => {
      const whole = { from: from * SECOND, to: (from + length) * SECOND };
      const parts = halves(whole);
      if (length === 0) return parts === null;
      expect([...union(parts ?? [])]).toEqual([...seconds(whole)]);
      expect(parts?.[0].to).toBe((parts?.[1].from ?? 0) - SECOND);
      return true;
    }),
  );
  expect(halves({ from: null, to: 0 })).toBeNull();
});

it("edges are read again where a neighbour is known, and nowhere else", () => {
  fc.assert(
    fc.property(span, fc.array(span, { maxLength: 4 }), (gap, known) => {
      const asked = withEdges(gap, known);
      const held = union(known);
      const before = gap.from === null ? null : gap.from / SECOND - 1;
      expect(asked.from).toBe(before !== null && held.has(before) ? before * SECOND : gap.from);
      expect(asked.to).toBe(gap.to + (held.has(gap.to / SECOND + 1) ? SECOND : 0));
    }),
  );
});
