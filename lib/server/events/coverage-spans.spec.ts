import { describe, expect, it } from "vitest";
import type { Coverage } from "../archive/archive.ts";
import { coverageSpans, latestOf, readDays } from "./coverage-spans.ts";

const T = Date.parse("2026-11-21T12:00:00Z");
const at = (minutes: number) => T + minutes * 60_000;
const span = (
  from: number | null,
  to: number,
  state: Coverage["state"] = "settled",
  more: Partial<Coverage> = {},
): Coverage => ({
  from: from === null ? null : at(from),
  to: at(to) - 1000,
  state,
  readAt: T,
  reason: null,
  ...more,
});
const words = (coverage: Coverage[]) =>
  coverageSpans(coverage).map(
    ({ from, to, state }) => `${from?.slice(11, 19) ?? "ever"} ${to?.slice(11, 19) ?? "on"} ${state}`,
  );

describe("all of time, told by its coverage", () => {
  it("was never asked for where nothing is known", () => expect(words([])).toEqual(["ever on unasked"]));

  it("has no hole and no overlap: what lies between was not asked for", () => {
    expect(words([span(30, 40), span(10, 20, "missing"), span(40, 45, "open")])).toEqual([
      "ever 12:09:59 unasked",
      "12:10:00 12:19:59 missing",
      "12:20:00 12:29:59 unasked",
      "12:30:00 12:39:59 settled",
      "12:40:00 12:44:59 open",
      "12:45:00 on unasked",
    ]);
  });

  it("begins settled once a reading without a lower end was complete", () =>
    expect(words([span(null, 10)])).toEqual(["ever 12:09:59 settled", "12:10:00 on unasked"]));

  it("joins neighbours of one kind, but no two failures of different causes, and keeps the last try", () => {
    const failed = { reason: "Vonage answered 503." };
    const spans = coverageSpans([
      span(0, 10),
      span(10, 20),
      span(20, 30, "missing", failed),
      span(30, 40, "missing", { ...failed, readAt: at(90) }),
      span(40, 50, "missing", { reason: "Vonage did not answer in time." }),
    ]);
    expect(spans.map(({ state, reason, triedAt }) => [state, reason, triedAt])).toEqual([
      ["unasked", undefined, undefined],
      ["settled", undefined, undefined],
      ["missing", "Vonage answered 503.", "2026-11-21T13:30:00Z"],
      ["missing", "Vonage did not answer in time.", "2026-11-21T12:00:00Z"],
      ["unasked", undefined, undefined],
    ]);
  });
});

it("the latest second and the days read leave out what is missing", () => {
  const day = 24 * 60;
  const coverage = [span(null, day), span(day, 3 * day), span(3 * day, 9 * day, "missing")];
  expect(latestOf(coverage, ({ state }) => state !== "missing")).toBe(at(3 * day) - 1000);
  expect(latestOf([], () => true)).toBeNull();
  // Since ever: counted from the first event. The last second of each span is its own.
  expect(readDays(coverage, at(-2 * day) - 3000)).toBe(5);
  expect(readDays(coverage, null)).toBe(1);
});
