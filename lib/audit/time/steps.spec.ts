import { describe, expect, it } from "vitest";
import { parseQuery, writeQuery } from "../query-params.ts";
import { stepWindow, widenWindow } from "./steps.ts";
import { resolveWindow } from "./window.ts";

const NOW = Date.parse("2026-11-21T07:54:10Z");

function walked(search: string, walk: (...asked: Parameters<typeof widenWindow>) => unknown) {
  const query = parseQuery(new URLSearchParams(search));
  const time = walk(query.time, resolveWindow(query.time, NOW)) as typeof query.time | null;
  return time && decodeURIComponent(writeQuery({ ...query, time }).toString());
}

describe("the window before and after", () => {
  it.each([
    ["window=24h", -1, "date_from=2026-11-19T07:54:09Z&date_to=2026-11-20T07:54:09Z"],
    ["window=24h", 1, null],
    ["window=today", -1, "date_from=2026-11-20T00:00:00Z&date_to=2026-11-20T23:59:59Z"],
    ["window=last-month", -1, "date_from=2026-09-01T00:00:00Z&date_to=2026-09-30T23:59:59Z"],
    [
      "date_from=2026-02-01&date_to=2026-02-28",
      1,
      "date_from=2026-03-01T00:00:00Z&date_to=2026-03-31T23:59:59Z",
    ],
    ["window=last-quarter", 1, "date_from=2026-10-01T00:00:00Z&date_to=2026-12-31T23:59:59Z"],
    [
      "date_from=2026-02-01&date_to=2026-02-07",
      1,
      "date_from=2026-02-08T00:00:00Z&date_to=2026-02-14T23:59:59Z",
    ],
    ["around=2026-11-21T03:12:00Z", -1, "around=2026-11-21T02:12:00Z"],
    ["around=2026-11-21T03:12:00Z&pm=5m", 1, "around=2026-11-21T03:22:00Z&pm=5m"],
    ["date_from=2026-11-21", 1, null],
    ["date_from=2026-11-21", -1, "date_from=2026-11-20T16:05:49Z&date_to=2026-11-20T23:59:59Z"],
    ["", -1, null],
    ["date_to=2026-11-01", -1, null],
    ["date_from=1970-01-01&date_to=1971-01-01", -1, null],
  ] as const)("%s by %d is %s", (search, direction, expected) =>
    expect(walked(search, (time, window) => stepWindow(time, window, direction))).toBe(expected),
  );
});

describe("a wider window", () => {
  it.each([
    ["window=24h", "window=2d"],
    ["window=30m", "window=1h"],
    ["window=90m", "window=3h"],
    ["window=3660d", null],
    ["around=2026-11-21T03:12:00Z&pm=5m", "around=2026-11-21T03:12:00Z&pm=10m"],
    [
      "date_from=2026-11-10T00:00:00Z&date_to=2026-11-10T01:00:00Z",
      "date_from=2026-11-09T23:30:00Z&date_to=2026-11-10T01:30:00Z",
    ],
    // Where now is near, it grows into the past alone.
    [
      "date_from=2026-11-21T07:00:00Z&date_to=2026-11-21T07:54:10Z",
      "date_from=2026-11-21T06:05:50Z&date_to=2026-11-21T07:54:10Z",
    ],
    [
      "date_from=2026-11-21T07:00:00Z&date_to=2026-11-21T07:00:00Z",
      "date_from=2026-11-21T06:59:59Z&date_to=2026-11-21T07:00:01Z",
    ],
    ["", null],
    ["date_from=1970-01-01&date_to=1971-01-01", null],
  ] as const)("than %s is %s", (search, expected) => expect(walked(search, widenWindow)).toBe(expected));
});
