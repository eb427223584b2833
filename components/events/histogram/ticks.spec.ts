import { describe, expect, it } from "vitest";
import { ticksOf } from "./ticks";

const at = (text: string) => Date.parse(text);
const labels = (from: string, to: string, zone = "UTC", most = 8) =>
  ticksOf(at(from), at(to), zone, most).map(({ label }) => label);

describe("marks under the bars", () => {
  it("days", () =>
    expect(labels("2026-10-24T00:00:00Z", "2026-11-21T12:00:00Z")).toEqual([
      "24 Oct",
      "28 Oct",
      "1 Nov",
      "5 Nov",
      "9 Nov",
      "13 Nov",
      "17 Nov",
      "21 Nov",
    ]));
  it("hours name the day at midnight", () =>
    expect(labels("2026-11-20T07:45:00Z", "2026-11-21T08:00:00Z")).toEqual([
      "12:00",
      "18:00",
      "21 Nov",
      "06:00",
    ]));
  it("without a midnight the first names the day", () =>
    expect(labels("2026-11-21T02:42:00Z", "2026-11-21T03:42:15Z", "UTC", 5)).toEqual([
      "21 Nov 02:45",
      "03:00",
      "03:15",
      "03:30",
    ]));
  it("seconds", () =>
    expect(labels("2026-11-21T03:12:00Z", "2026-11-21T03:12:10Z", "UTC", 6)).toEqual([
      "21 Nov 03:12:00",
      "03:12:02",
      "03:12:04",
      "03:12:06",
      "03:12:08",
    ]));
  it("months and years", () => {
    expect(labels("2025-10-14T00:00:00Z", "2026-11-21T00:00:00Z")).toEqual([
      "Nov 2025",
      "Jan 2026",
      "Mar 2026",
      "May 2026",
      "Jul 2026",
      "Sep 2026",
      "Nov 2026",
    ]);
    expect(labels("2018-07-04T00:00:00Z", "2026-11-21T00:00:00Z", "UTC", 6)).toEqual([
      "2020",
      "2022",
      "2024",
      "2026",
    ]);
  });

  it("stand on round times of the reader's zone, across a change of its clocks too", () => {
    const zone = "Europe/Madrid";
    const [from, to] = [at("2026-10-24T20:00:00Z"), at("2026-10-25T20:00:00Z")];
    const ticks = ticksOf(from, to, zone, 6);
    expect(ticks.map(({ label }) => label)).toEqual(["25 Oct", "06:00", "12:00", "18:00"]);
    expect(ticks.map((tick) => new Date(tick.at).toISOString().slice(11, 16))).toEqual([
      "22:00",
      "05:00",
      "11:00",
      "17:00",
    ]);
    expect(labels("2026-10-23T23:30:00Z", "2026-11-01T00:00:00Z", zone)[0]).toBe("25 Oct");
  });

  it("are never more than there is room for, and always inside", () => {
    for (let i = 1; i < 4000; i++) {
      const from = at("2019-03-03T00:00:00Z") + i * 7_919_000;
      const to = from + Math.round(1.006 ** i * 1000);
      if (to > at("2090-01-01T00:00:00Z")) break;
      for (const zone of ["UTC", "America/New_York"]) {
        const ticks = ticksOf(from, to, zone, 6);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (const tick of ticks) expect(tick.at >= from && tick.at < to).toBe(true);
      }
    }
  });
});
