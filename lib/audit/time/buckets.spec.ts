import { describe, expect, it } from "vitest";
import { bucketsOf } from "./buckets.ts";

const at = (text: string) => Date.parse(text);

describe("the bars of a window", () => {
  it.each([
    ["2026-11-21T03:12:09Z", "2026-11-21T03:12:09Z", 1, 1],
    ["2026-11-21T03:00:00Z", "2026-11-21T03:29:59Z", 15, 120],
    ["2026-11-20T07:54:10Z", "2026-11-21T07:54:10Z", 900, 97],
    ["2026-10-24T00:00:00Z", "2026-11-21T07:54:10Z", 21_600, 114],
    ["2026-08-23T00:00:00Z", "2026-11-20T23:59:59Z", 86_400, 90],
    ["2025-10-14T00:00:00Z", "2026-11-21T00:00:00Z", 7 * 86_400, 58],
    ["1970-01-01T00:00:00Z", "2026-11-21T00:00:00Z", 364 * 86_400, 59],
  ])("%s to %s: %d seconds each, %d of them", (from, to, seconds, count) =>
    expect(bucketsOf(at(from), at(to))).toMatchObject({ seconds, count }),
  );

  it("cover the whole window, on round times, weeks from Monday", () => {
    for (let i = 0; i < 2000; i++) {
      const from = at("2024-01-01T00:00:00Z") + Math.floor(Math.sin(i) * 1e7) * 1000;
      const to = from + Math.floor(((i * i * 7919) % 4e8) + i) * 1000;
      const { start, seconds, count } = bucketsOf(from, to);
      expect(start).toBeLessThanOrEqual(from);
      expect(start + seconds * 1000).toBeGreaterThan(from);
      expect(start + (count - 1) * seconds * 1000).toBeLessThanOrEqual(to);
      expect(start + count * seconds * 1000).toBeGreaterThan(to);
      expect(count).toBeLessThanOrEqual(120);
      if (seconds % (7 * 86_400) === 0) expect(new Date(start).getUTCDay()).toBe(1);
      else expect(Math.abs((start / 1000) % seconds)).toBe(0);
    }
  });
});
