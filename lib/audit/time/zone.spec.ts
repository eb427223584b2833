import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toUpstreamStamp } from "./format.ts";
import { daysIn, formatInZone, instantOf, isZone, offsetOf, parseInstant } from "./zone.ts";

const ZONES = [
  "UTC",
  "Europe/Madrid",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/St_Johns",
];
const zone = fc.constantFrom(...ZONES);
// 2000 to 2100 in whole seconds.
const moment = fc.integer({ min: 946_684_800, max: 4_102_444_800 }).map((n) => n * 1000);

describe("parseInstant", () => {
  it.each([
    ["2018-07-04T11:41:32", "UTC", "2018-07-04T11:41:32Z"],
    ["2018-07-04 11:41:32", "UTC", "2018-07-04T11:41:32Z"],
    ["2018-07-04T11:41:32.987", "UTC", "2018-07-04T11:41:32Z"],
    ["2018-07-04T11:41:32Z", "Europe/Madrid", "2018-07-04T11:41:32Z"],
    ["2018-07-04T11:41:32+02:00", "America/New_York", "2018-07-04T09:41:32Z"],
    ["2018-07-04T11:41:32-0330", "UTC", "2018-07-04T15:11:32Z"],
    ["2018-07-04T11:41:32", "Europe/Madrid", "2018-07-04T09:41:32Z"],
    ["2018-01-04T11:41:32", "Europe/Madrid", "2018-01-04T10:41:32Z"],
    ["2018-07-04T11:41:32", "Asia/Kolkata", "2018-07-04T06:11:32Z"],
    // Skipped: 02:00 to 03:00 does not exist, 02:30 is half an hour after 02:00, that is 03:30.
    ["2026-03-29T02:30:00", "Europe/Madrid", "2026-03-29T01:30:00Z"],
    ["2026-03-29T02:00:00", "Europe/Madrid", "2026-03-29T01:00:00Z"],
    ["2026-03-29T01:59:59", "Europe/Madrid", "2026-03-29T00:59:59Z"],
    ["2026-03-29T03:00:00", "Europe/Madrid", "2026-03-29T01:00:00Z"],
    ["2026-03-08T02:30:00", "America/New_York", "2026-03-08T07:30:00Z"],
    // Twice: the first.
    ["2026-10-25T02:30:00", "Europe/Madrid", "2026-10-25T00:30:00Z"],
    ["2026-10-25T03:00:00", "Europe/Madrid", "2026-10-25T02:00:00Z"],
    ["2026-11-01T01:30:00", "America/New_York", "2026-11-01T05:30:00Z"],
    // Lord Howe changes by half an hour.
    ["2026-04-05T01:45:00", "Australia/Lord_Howe", "2026-04-04T14:45:00Z"],
    ["2026-10-04T02:15:00", "Australia/Lord_Howe", "2026-10-03T15:45:00Z"],
  ])("%s in %s is %s", (text, zone, iso) => {
    expect(parseInstant(text, zone)).toBe(Date.parse(iso));
  });

  it.each([
    "",
    "now",
    "2018-07-04",
    "2018-7-4T11:41:32",
    "2018-07-04T11:41",
    "2018-13-04T11:41:32",
    "2018-02-29T00:00:00",
    "2018-07-04T24:00:00",
    "2018-07-04T11:60:00",
    "2018-07-04T11:41:60",
    "0001-01-01T00:00:00",
    "1530704492",
    "2018-07-04T11:41:32 CET",
    "+018-07-04T11:41:32",
    "2018-07-00T00:00:00",
  ])("%j is no time", (text) => expect(parseInstant(text, "UTC")).toBeNull());

  it("does not read the machine's own zone", () => {
    const before = process.env["TZ"];
    process.env["TZ"] = "America/New_York";
    try {
      expect(parseInstant("2018-07-04T11:41:32", "UTC")).toBe(1_530_704_492_000);
      expect(parseInstant("2018-07-04T11:41:32", "Europe/Madrid")).toBe(1_530_697_292_000);
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });

  it("reads back every moment but the second one of a doubled hour, in every zone", () => {
    fc.assert(
      fc.property(moment, zone, (at, zone) => {
        const back = parseInstant(toUpstreamStamp(at, zone), zone);
        expect(back).not.toBeNull();
        if (formatInZone(at, zone).hour > 3) expect(back).toBe(at);
        expect(back).toBeLessThanOrEqual(at);
        expect(at - (back ?? 0)).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("instantOf and formatInZone", () => {
  it("are inverse except where a wall time is doubled", () => {
    fc.assert(
      fc.property(moment, zone, (at, zone) => {
        const civil = formatInZone(at, zone);
        expect(formatInZone(instantOf(civil, zone), zone)).toEqual(civil);
      }),
      { numRuns: 1000 },
    );
  });

  it("counts midnight as hour 0", () => {
    expect(formatInZone(Date.parse("2026-11-20T23:00:00Z"), "Europe/Madrid")).toMatchObject({
      day: 21,
      hour: 0,
    });
    expect(offsetOf(Date.parse("2026-11-20T23:00:00.750Z"), "Europe/Madrid")).toBe(3_600_000);
  });
});

describe("isZone", () => {
  it.each(["UTC", "Europe/Madrid", "America/Argentina/Buenos_Aires"])("%s", (name) =>
    expect(isZone(name)).toBe(true),
  );
  it.each(["", "Mars/Base", "+01:00", "-05", "local", "Europe/"])("not %j", (name) =>
    expect(isZone(name)).toBe(false),
  );
});

describe("daysIn", () => {
  it("knows leap years", () => {
    expect([daysIn(2024, 2), daysIn(2026, 2), daysIn(2000, 2), daysIn(2100, 2), daysIn(2026, 12)]).toEqual([
      29, 28, 29, 28, 31,
    ]);
  });
});

describe("toUpstreamStamp", () => {
  it.each([
    ["2026-11-21T07:54:10Z", "UTC", "to", "2026-11-21T07:54:10"],
    ["2026-11-21T07:54:10Z", "Europe/Madrid", "to", "2026-11-21T08:54:10"],
    ["2026-10-25T00:10:00Z", "Europe/Madrid", "to", "2026-10-25T02:10:00"],
    // Inside the second 02:00 to 03:00, which no reading yields.
    ["2026-10-25T01:10:00Z", "Europe/Madrid", "to", "2026-10-25T02:59:59"],
    ["2026-10-25T01:10:00Z", "Europe/Madrid", "from", "2026-10-25T03:00:00"],
    ["2026-10-25T02:00:00Z", "Europe/Madrid", "from", "2026-10-25T03:00:00"],
  ] as const)("%s in %s as %s is %s", (iso, zone, edge, text) => {
    expect(toUpstreamStamp(Date.parse(iso), zone, "", edge)).toBe(text);
  });

  it("adds the suffix", () => expect(toUpstreamStamp(0, "UTC", "Z")).toBe("1970-01-01T00:00:00Z"));

  it("asks upstream for exactly what is compared here, around the hour that occurs twice", () => {
    const start = Date.parse("2026-10-24T22:00:00Z");
    const near = fc.integer({ min: 0, max: 21_600 }).map((n) => start + n * 1000);
    const clock = fc.integer({ min: 0, max: 21_600 }).map((n) => toUpstreamStamp(start + n * 1000, "UTC"));
    fc.assert(
      fc.property(near, clock, (end, sent) => {
        const at = parseInstant(sent, "Europe/Madrid") ?? NaN;
        expect(sent <= toUpstreamStamp(end, "Europe/Madrid", "", "to")).toBe(at <= end);
        expect(sent >= toUpstreamStamp(end, "Europe/Madrid", "", "from")).toBe(at >= end);
      }),
      { numRuns: 1000 },
    );
  });
});
