import { afterEach, describe, expect, it } from "vitest";
import type { Coverage } from "../archive/archive.ts";
import { heldArchive, holdArchive } from "../archive/held.ts";
import { gapsOf, reachOf } from "./reach.ts";

const MINUTE = 60_000;
const T = Date.parse("2026-11-21T12:00:00Z");
const at = (minutes: number) => T + minutes * MINUTE;
const span = (from: number | null, to: number, state: Coverage["state"] = "settled"): Coverage => ({
  from: from === null ? null : at(from),
  to: at(to),
  state,
  readAt: T,
  reason: state === "missing" ? "Vonage answered 503." : null,
});
/** Spans that touch: the next second after one is the first of the other. */
const after = (minutes: number) => at(minutes) + 1000;

describe("what no span covers of a window", () => {
  it.each<[string, Coverage[], number | null, number, [number | null, number][]]>([
    ["nothing is held", [], 0, 10, [[at(0), at(10)]]],
    ["nothing is held, since ever", [], null, 10, [[null, at(10)]]],
    ["all is held", [span(0, 10)], 0, 10, []],
    ["since ever is held", [span(null, 10)], null, 10, []],
    ["the beginning is not known", [span(5, 10)], null, 10, [[null, at(5) - 1000]]],
    [
      "a hole, and a tail",
      [span(0, 2), span(4, 6)],
      1,
      8,
      [
        [after(2), at(4) - 1000],
        [after(6), at(8)],
      ],
    ],
    [
      "missing is not covered",
      [span(0, 2), span(3, 6, "missing"), span(7, 9)],
      0,
      9,
      [[after(2), at(7) - 1000]],
    ],
    ["open is", [span(0, 2, "open")], 0, 2, []],
    ["what is held lies elsewhere", [span(0, 2), span(20, 30)], 5, 10, [[at(5), at(10)]]],
    ["neighbours touch", [span(0, 2), { ...span(2, 5), from: after(2) }], 0, 5, []],
  ])("%s", (_, spans, from, to, gaps) => {
    const found = gapsOf(spans, from === null ? null : at(from), at(to));
    expect(found.map((gap) => [gap.from, gap.to])).toEqual(gaps);
  });
});

describe("the reach of a window", () => {
  const SETTLE = 5 * MINUTE;
  const look = (spans: Coverage[], from: number | null, to: number, now = 10) =>
    reachOf(spans, { from: from === null ? null : at(from), to: at(to) }, SETTLE, at(now));

  it("is settled where all that is held has settled", () => {
    expect(look([span(0, 4)], 0, 4)).toEqual({ gaps: [], settled: true, young: false, some: true });
    expect(look([span(0, 4), { ...span(4, 10, "open"), from: after(4) }], 0, 10).settled).toBe(false);
    // What is open outside of the window does not count.
    expect(look([span(0, 4), { ...span(4, 10, "open"), from: after(4) }], 0, 3).settled).toBe(true);
  });
  it("is young where only the newest part is not read, and could not have settled", () => {
    expect(look([span(0, 9)], 0, 10)).toMatchObject({ young: true, some: true });
    expect(look([span(0, 4)], 0, 10).young).toBe(false);
    expect(look([span(1, 9)], 0, 10).young).toBe(false);
    expect(look([], 0, 10).young).toBe(false);
  });
  it("is nothing where only failures are known", () =>
    expect(look([span(0, 10, "missing")], 0, 10)).toMatchObject({ some: false, young: false }));
});

describe("the process's archive", () => {
  afterEach(() => holdArchive(null));
  it("is off until one is held", () => {
    expect(heldArchive()).toBeNull();
  });
});
