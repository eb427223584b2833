import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDuration,
  formatOffset,
  formatRange,
  formatTime,
  plural,
  toIso,
  zoneLabel,
} from "./format.ts";

const at = (iso: string) => Date.parse(iso);
const NOW = at("2026-11-21T07:54:10Z");

describe("formatTime", () => {
  it("writes the year only when it is another", () => {
    expect(formatTime(at("2026-11-21T07:52:48Z"), "UTC", { now: NOW })).toEqual({
      date: "21 Nov",
      time: "07:52:48",
      text: "21 Nov 07:52:48",
    });
    expect(formatTime(at("2025-08-02T00:00:00Z"), "UTC", { now: NOW }).text).toBe("2 Aug 2025 00:00:00");
    expect(formatTime(NOW, "UTC").date).toBe("21 Nov 2026");
  });

  it("takes both years from the reader's zone", () => {
    const eve = at("2025-12-31T23:30:00Z");
    expect(formatTime(eve, "Europe/Madrid", { now: NOW }).text).toBe("1 Jan 00:30:00");
    expect(formatTime(eve, "UTC", { now: NOW }).text).toBe("31 Dec 2025 23:30:00");
  });
});

describe("formatRange", () => {
  it("says the receipt's words", () => {
    expect(formatRange(at("2026-10-24T00:00:00Z"), NOW, NOW, "UTC")).toBe(
      "24 Oct 00:00:00 – 21 Nov 07:54:10",
    );
    expect(formatRange(at("2025-10-24T00:00:00Z"), NOW, NOW, "UTC")).toBe(
      "24 Oct 2025 00:00:00 – 21 Nov 2026 07:54:10",
    );
    expect(formatRange(at("2025-03-03T00:00:00Z"), at("2025-03-05T23:59:59Z"), NOW, "UTC")).toBe(
      "3 Mar 2025 00:00:00 – 5 Mar 2025 23:59:59",
    );
    expect(formatRange(null, NOW, NOW, "UTC")).toBe("up to 21 Nov 07:54:10");
  });
});

describe("zoneLabel", () => {
  it.each([
    ["UTC", "long", "UTC"],
    ["UTC", "short", "UTC"],
    ["Europe/Madrid", "long", "Europe/Madrid, UTC+01:00"],
    ["Europe/Madrid", "short", "UTC+01:00"],
    ["America/St_Johns", "short", "UTC−03:30"],
  ] as const)("%s %s", (zone, form, words) => expect(zoneLabel(zone, NOW, form)).toBe(words));

  it("is that of the moment", () => {
    expect(zoneLabel("Europe/Madrid", at("2026-07-01T00:00:00Z"), "short")).toBe("UTC+02:00");
  });
});

describe("distances and durations", () => {
  it.each([
    [-729_000, "−12:09"],
    [198_000, "+3:18"],
    [-17_000, "−0:17"],
    [0, "0:00"],
    [3_723_000, "+1:02:03"],
  ])("%d ms is %s away", (ms, words) => expect(formatOffset(ms)).toBe(words));
  it("names the event itself", () => expect(formatOffset(0, true)).toBe("this"));

  it.each([
    [568_000, "9 min 28 s"],
    [72_000_000, "20 h"],
    [17_999, "17 s"],
    [0, "0 s"],
    [3_601_000, "1 h"],
    [187_200_000, "2 d 4 h"],
    [86_400_000 * 1200, "1,200 d"],
  ])("%d ms is %s long", (ms, words) => expect(formatDuration(ms)).toBe(words));
  it("can be one unit", () => expect(formatDuration(568_000, 1)).toBe("9 min"));
});

describe("counts", () => {
  it.each([
    [0, "0 events"],
    [1, "1 event"],
    [999, "999 events"],
    [1234, "1,234 events"],
    [1_234_567, "1,234,567 events"],
  ])("%d", (n, words) => expect(plural(n, "event")).toBe(words));
  it("of another plural", () => expect(plural(2, "address", "addresses")).toBe("2 addresses"));
  it("thousands", () => expect(formatCount(14_012)).toBe("14,012"));
});

describe("toIso", () => {
  it("cuts to the second", () => expect(toIso(NOW + 999)).toBe("2026-11-21T07:54:10Z"));
  it("refuses no time", () => expect(() => toIso(NaN)).toThrow(RangeError));
});
