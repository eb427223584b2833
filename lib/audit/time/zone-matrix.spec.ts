import { expect, it } from "vitest";
import { decodeEvent } from "../decode-event.ts";

const ZONES = ["UTC", "Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"] as const;

/** Days on which one of the zones changes its clocks, the days beside them, and quiet ones. */
const DAYS = [
  "2026-03-08",
  "2026-03-29",
  "2026-04-05",
  "2026-10-04",
  "2026-10-25",
  "2026-11-01",
  "2024-02-29",
  "1999-12-31",
];
const CLOCKS = ["00:00:00", "01:30:00", "02:00:00", "02:15:00", "23:59:59"];
const STAMPS = DAYS.flatMap((day) => CLOCKS.map((clock) => `${day}T${clock}`));

/** The zone's offset at a moment, in ms, read from the words of `Intl` alone: nothing of the code under test. */
function offsetAt(at: number, zone: string): number {
  const name = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])?(\d\d)?:?(\d\d)?/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The earliest moment whose wall clock shows the stamp; for a time that is skipped, as far after the gap's start as it is written. */
function expected(stamp: string, zone: string): number {
  const wall = Date.parse(`${stamp}Z`);
  const offsets = [wall - 86_400_000, wall + 86_400_000].map((at) => offsetAt(at, zone));
  const moments = offsets.map((offset) => wall - offset).filter((at) => wall - at === offsetAt(at, zone));
  return moments.length > 0 ? Math.min(...moments) : wall - (offsets[0] ?? 0);
}

it("is 5 zones × 40 stamps", () => expect([ZONES.length, STAMPS.length]).toEqual([5, 40]));

it.each(ZONES)(
  "%s: each of 40 stamps is the moment that its clocks showed, and stays as it was sent",
  (zone) => {
    for (const stamp of STAMPS) {
      const raw = `{"id":"a","created_at":"${stamp}"}`;
      const event = decodeEvent(raw, { zone, keyOf: () => "x" });
      expect([stamp, event.at]).toEqual([stamp, expected(stamp, zone)]);
      expect(event).toMatchObject({ createdAt: stamp, raw });
      // One with a zone of its own is not read in the declared one.
      for (const [suffix, ms] of [
        ["Z", 0],
        ["+02:00", 7_200_000],
        ["-03:30", -12_600_000],
      ] as const)
        expect(decodeEvent(`{"created_at":"${stamp}${suffix}"}`, { zone, keyOf: () => "x" }).at).toBe(
          Date.parse(`${stamp}Z`) - ms,
        );
    }
  },
);
