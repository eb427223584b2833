import { describe, expect, it } from "vitest";
import { AuditError } from "../errors.ts";
import type { TimeChoice } from "../query.ts";
import { toIso } from "./format.ts";
import { calendarRange, isEmptyWindow, parseSpan, parseWindow, PRESETS, resolveWindow } from "./window.ts";

const at = (iso: string) => Date.parse(iso);
const AS_OF = at("2026-11-21T07:54:10Z"); // a Saturday

function ends(time: TimeChoice, asOf = AS_OF): (string | null)[] {
  const { from, to, askedTo } = resolveWindow(time, asOf);
  return [from, to, askedTo].map((end) => (end === null ? null : toIso(end)));
}

describe("resolveWindow", () => {
  it.each([
    ["30m", "2026-11-21T07:24:10Z", "2026-11-21T07:54:10Z", null],
    ["90d", "2026-08-23T07:54:10Z", "2026-11-21T07:54:10Z", null],
    ["2w", "2026-11-07T07:54:10Z", "2026-11-21T07:54:10Z", null],
    ["today", "2026-11-21T00:00:00Z", "2026-11-21T07:54:10Z", "2026-11-21T23:59:59Z"],
    ["yesterday", "2026-11-20T00:00:00Z", "2026-11-20T23:59:59Z", "2026-11-20T23:59:59Z"],
    ["this-week", "2026-11-16T00:00:00Z", "2026-11-21T07:54:10Z", "2026-11-22T23:59:59Z"],
    ["last-week", "2026-11-09T00:00:00Z", "2026-11-15T23:59:59Z", "2026-11-15T23:59:59Z"],
    ["this-month", "2026-11-01T00:00:00Z", "2026-11-21T07:54:10Z", "2026-11-30T23:59:59Z"],
    ["last-month", "2026-10-01T00:00:00Z", "2026-10-31T23:59:59Z", "2026-10-31T23:59:59Z"],
    ["this-quarter", "2026-10-01T00:00:00Z", "2026-11-21T07:54:10Z", "2026-12-31T23:59:59Z"],
    ["last-quarter", "2026-07-01T00:00:00Z", "2026-09-30T23:59:59Z", "2026-09-30T23:59:59Z"],
  ])("%s", (window, from, to, asked) => {
    expect(ends({ kind: "window", window })).toEqual([from, to, asked]);
  });

  it("goes back over a year's turn and a leap day", () => {
    const first = at("2028-01-01T00:00:00Z");
    expect(ends({ kind: "window", window: "last-quarter" }, first)[0]).toBe("2027-10-01T00:00:00Z");
    expect(ends({ kind: "window", window: "yesterday" }, at("2028-03-01T00:00:00Z"))[0]).toBe(
      "2028-02-29T00:00:00Z",
    );
  });

  it("takes both sides of a moment, and no more than there is", () => {
    const around = at("2026-11-21T03:12:09Z");
    expect(ends({ kind: "around", around, pm: "30m" })).toEqual([
      "2026-11-21T02:42:09Z",
      "2026-11-21T03:42:09Z",
      "2026-11-21T03:42:09Z",
    ]);
    expect(ends({ kind: "around", around: AS_OF, pm: "1h" })[1]).toBe("2026-11-21T07:54:10Z");
    expect(ends({ kind: "around", around: 0, pm: "1h" })[0]).toBe("1970-01-01T00:00:00Z");
  });

  it("cuts at as_of, keeps what was asked, and cuts as_of to the second", () => {
    const to = at("2026-12-24T00:00:00Z");
    const window = resolveWindow({ kind: "absolute", from: null, to }, AS_OF + 750);
    expect(window).toEqual({ from: null, to: AS_OF, asOf: AS_OF, askedTo: to });
    expect(ends({ kind: "unbounded" })).toEqual([null, "2026-11-21T07:54:10Z", null]);
  });

  it("calls a window of the future empty, and one of the wrong order wrong", () => {
    const from = AS_OF + 5000;
    const empty = resolveWindow({ kind: "absolute", from, to: from + 1000 }, AS_OF);
    expect(isEmptyWindow(empty)).toBe(true);
    expect(isEmptyWindow(resolveWindow({ kind: "absolute", from: AS_OF, to: null }, AS_OF))).toBe(false);
    expect(() => resolveWindow({ kind: "absolute", from, to: from - 1000 }, AS_OF)).toThrow(
      expect.objectContaining({ code: "bad_parameter", field: "date_from" }) as AuditError,
    );
  });

  it("refuses a window or pm that is none, should one get so far", () => {
    expect(() => resolveWindow({ kind: "window", window: "soon" }, AS_OF)).toThrow(AuditError);
    expect(() => resolveWindow({ kind: "around", around: AS_OF, pm: "1w" }, AS_OF)).toThrow(AuditError);
  });
});

describe("calendarRange", () => {
  it("follows the clocks of a zone: a day of 23 hours, one of 25", () => {
    const spring = calendarRange("today", at("2026-03-29T12:00:00Z"), "Europe/Madrid");
    expect(spring && [toIso(spring.from), toIso(spring.to)]).toEqual([
      "2026-03-28T23:00:00Z",
      "2026-03-29T21:59:59Z",
    ]);
    const autumn = calendarRange("today", at("2026-10-25T12:00:00Z"), "Europe/Madrid");
    expect(autumn && [toIso(autumn.from), toIso(autumn.to)]).toEqual([
      "2026-10-24T22:00:00Z",
      "2026-10-25T22:59:59Z",
    ]);
  });
  it("is nothing for another word", () => expect(calendarRange("24h", 0, "UTC")).toBeNull());
});

describe("parseSpan", () => {
  it.each(["0m", "m", "1.5h", "24", "1y", "-1h", "01h", "3661d", "999999999s", "1h "])(
    "%j is none",
    (text) => {
      expect(parseSpan(text)).toBeNull();
    },
  );
  it("is milliseconds", () =>
    expect([parseSpan("90s"), parseSpan("3660d")]).toEqual([90_000, 3660 * 86_400_000]));
});

it("offers only presets that it can resolve", () => {
  for (const { window } of PRESETS) expect(parseWindow(window)).toBe(window);
});
