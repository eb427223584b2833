import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimeChoice } from "../query.ts";
import { toIso } from "./format.ts";
import { readTypedWindow } from "./typed-window.ts";
import { resolveWindow } from "./window.ts";

const NOW = Date.parse("2026-11-21T07:54:10Z"); // Saturday

function words(time: TimeChoice): string {
  const iso = (at: number | null) =>
    at === null
      ? "…"
      : toIso(at)
          .replace(/T00:00:00Z$/, "")
          .replace(/Z$/, "");
  if (time.kind === "absolute") return `${iso(time.from)} / ${iso(time.to)}`;
  if (time.kind === "around") return `${iso(time.around)} ± ${time.pm}`;
  return time.kind === "window" ? time.window : "unbounded";
}

function typed(text: string, zone = "UTC", now = NOW): string {
  const read = readTypedWindow(text, { now, zone });
  return read.ok ? words(read.time) : `! ${read.message}`;
}

describe("readTypedWindow", () => {
  it.each([
    ["yesterday", "yesterday"],
    ["Today", "today"],
    ["last quarter", "last-quarter"],
    ["previous month", "last-month"],
    ["this  week", "this-week"],
    ["2h ago", "2h"],
    ["last 2h", "2h"],
    ["last 90 days", "90d"],
    ["in the past 30 minutes", "30m"],
    ["last hour", "1h"],
    ["last day", "1d"],
    ["an hour ago", "1h"],
    ["24h", "24h"],
    ["2 weeks", "14d"],
    ["since 2h ago", "2h"],
    ["all", "unbounded"],
    ["30m around 03:12 today", "2026-11-21T03:12:00 ± 30m"],
    ["around 2026-11-21 03:12Z", "2026-11-21T03:12:00 ± 30m"],
    ["±30m around 19 Nov 16:02:11", "2026-11-19T16:02:11 ± 30m"],
    ["+-5m around 03:12", "2026-11-21T03:12:00 ± 5m"],
    ["around 19 Nov 16:02 ±2h", "2026-11-19T16:02:00 ± 2h"],
    ["19 Nov 16:02 +/- 15 min", "2026-11-19T16:02:00 ± 15m"],
    ["1 week around 19 Nov 16:02", "2026-11-19T16:02:00 ± 7d"],
    ["30 min around yesterday 3pm", "2026-11-20T15:00:00 ± 30m"],
    ["1d around 19 Nov", "2026-11-18 / 2026-11-20T23:59:59"],
    ["around now", "2026-11-21T07:54:10 ± 30m"],
    ["21 Nov 02:42 – 03:42", "2026-11-21T02:42:00 / 2026-11-21T03:42:00"],
    ["21 Nov 02:42-03:42", "2026-11-21T02:42:00 / 2026-11-21T03:42:00"],
    ["02:42 - 03:42 21 Nov", "2026-11-21T02:42:00 / 2026-11-21T03:42:00"],
    ["2026-11-21T02:42:00 to 2026-11-21T03:42:00", "2026-11-21T02:42:00 / 2026-11-21T03:42:00"],
    ["2026-11-21 02:42:00 – 2026-11-21 03:42:00", "2026-11-21T02:42:00 / 2026-11-21T03:42:00"],
    ["2026-10-24 - 2026-11-21", "2026-10-24 / 2026-11-21T23:59:59"],
    ["24 Oct - 21 Nov", "2026-10-24 / 2026-11-21T23:59:59"],
    ["24 Oct 00:00:00 – 21 Nov 07:54:10", "2026-10-24 / 2026-11-21T07:54:10"],
    ["24 Oct – 30 Nov", "2026-10-24 / 2026-11-30T23:59:59"],
    ["20 Dec – 5 Jan", "2025-12-20 / 2026-01-05T23:59:59"],
    ["1 Oct – 3 Nov 2025", "2025-10-01 / 2025-11-03T23:59:59"],
    ["20 Dec – 5 Jan 2025", "2024-12-20 / 2025-01-05T23:59:59"],
    ["24 – 26 Oct", "2026-10-24 / 2026-10-26T23:59:59"],
    ["Oct 24-26", "2026-10-24 / 2026-10-26T23:59:59"],
    ["24 Oct-21 Nov", "2026-10-24 / 2026-11-21T23:59:59"],
    ["02:42 -03:42", "2026-11-21T02:42:00 / 2026-11-21T03:42:00"],
    ["23:00 – 01:00 20 Nov", "2026-11-19T23:00:00 / 2026-11-20T01:00:00"],
    ["Oct 24 - 26", "2026-10-24 / 2026-10-26T23:59:59"],
    ["20 Nov 23:00 – 01:00", "2026-11-20T23:00:00 / 2026-11-21T01:00:00"],
    ["23:00 – 01:00", "2026-11-20T23:00:00 / 2026-11-21T01:00:00"],
    ["02:00 – 03:00", "2026-11-21T02:00:00 / 2026-11-21T03:00:00"],
    ["07:00 – 09:00", "2026-11-21T07:00:00 / 2026-11-21T09:00:00"],
    ["08:00 – 09:00", "2026-11-20T08:00:00 / 2026-11-20T09:00:00"],
    ["between 02:00 and 03:00 yesterday", "2026-11-20T02:00:00 / 2026-11-20T03:00:00"],
    ["from 19 Nov to now", "2026-11-19 / …"],
    ["2026-11-20", "2026-11-20 / 2026-11-20T23:59:59"],
    ["20 Nov", "2026-11-20 / 2026-11-20T23:59:59"],
    ["Nov 20th, 2025", "2025-11-20 / 2025-11-20T23:59:59"],
    ["25 December", "2025-12-25 / 2025-12-25T23:59:59"],
    ["29 Feb", "2024-02-29 / 2024-02-29T23:59:59"],
    ["monday", "2026-11-16 / 2026-11-16T23:59:59"],
    ["saturday", "2026-11-14 / 2026-11-14T23:59:59"],
    ["03:12", "2026-11-21T03:12:00 ± 30m"],
    ["23:12", "2026-11-20T23:12:00 ± 30m"],
    ["2026-11-21T03:12:09+01:00", "2026-11-21T02:12:09 ± 30m"],
    ["since 1 Nov", "2026-11-01 / …"],
    ["since yesterday", "2026-11-20 / …"],
    ["since 03:12", "2026-11-21T03:12:00 / …"],
    ["until 1 Nov", "… / 2026-11-01T23:59:59"],
    ["before 1 Nov 12:00", "… / 2026-11-01T12:00:00"],
    ["1h before 21 Nov 03:12", "2026-11-21T02:12:00 / 2026-11-21T03:12:00"],
    ["1h after 03:12", "2026-11-21T03:12:00 / 2026-11-21T04:12:00"],
    ["Q3 2026", "2026-07-01 / 2026-09-30T23:59:59"],
    ["2025 Q4", "2025-10-01 / 2025-12-31T23:59:59"],
    ["q4", "2026-10-01 / 2026-12-31T23:59:59"],
    ["November", "2026-11-01 / 2026-11-30T23:59:59"],
    ["Dec", "2025-12-01 / 2025-12-31T23:59:59"],
    ["Nov 2025", "2025-11-01 / 2025-11-30T23:59:59"],
    ["2026-11", "2026-11-01 / 2026-11-30T23:59:59"],
    ["2025", "2025-01-01 / 2025-12-31T23:59:59"],
  ])("%s", (text, expected) => expect(typed(text)).toBe(expected));

  it.each([
    ["03:12", "2026-11-21T02:12:00 ± 30m"],
    ["03:12 UTC", "2026-11-21T03:12:00 ± 30m"],
    ["around 21 Nov 03:12Z", "2026-11-21T03:12:00 ± 30m"],
    ["yesterday", "2026-11-19T23:00:00 / 2026-11-20T22:59:59"],
    ["20 Nov", "2026-11-19T23:00:00 / 2026-11-20T22:59:59"],
    ["Q3 2026", "2026-06-30T22:00:00 / 2026-09-30T21:59:59"],
    ["25 Oct", "2026-10-24T22:00:00 / 2026-10-25T22:59:59"],
    ["24h", "24h"],
  ])("%s in Madrid", (text, expected) => expect(typed(text, "Europe/Madrid")).toBe(expected));

  it.each([
    ["31 Nov 2026 03:00", "November has 30 days. Did you mean 30 Nov 2026 03:00?", "30 Nov 2026 03:00"],
    ["31 Nov", "November has 30 days. Did you mean 30 Nov?", "30 Nov"],
    ["Nov 31", "November has 30 days. Did you mean Nov 30?", "Nov 30"],
    [
      "24 Oct – 31 Nov 03:00",
      "November has 30 days. Did you mean 24 Oct – 30 Nov 03:00?",
      "24 Oct – 30 Nov 03:00",
    ],
    ["since 2026-02-29", "February 2026 has 28 days. Did you mean since 2026-02-28?", "since 2026-02-28"],
    [
      "2026-11-22 – 2026-11-20",
      "The start lies after the end. Did you mean 2026-11-20 – 2026-11-22?",
      "2026-11-20 – 2026-11-22",
    ],
    ["last 3 months", "Months and years differ in length. Did you mean last 90d?", "last 90d"],
    ["yesterady", "That is not understood. Did you mean yesterday?", "yesterday"],
    ["last qua", "That is not understood. Did you mean last quarter?", "last quarter"],
  ])("%s is nearly right", (text, message, suggestion) => {
    expect(readTypedWindow(text, { now: NOW, zone: "UTC" })).toEqual({ ok: false, message, suggestion });
    expect(readTypedWindow(suggestion, { now: NOW, zone: "UTC" }).ok).toBe(true);
  });

  it.each([
    "",
    "  ",
    "soon",
    "25:00",
    "21 Nov 03:72",
    "13pm",
    "0m",
    "99999999d",
    "21/11/2026",
    "around",
    "x around 03:12",
    "1 Foo",
    "–",
    "±",
    "2026-13-01",
    "1969",
    "a".repeat(300),
  ])("%j is refused with a sentence", (text) => expect(typed(text)).toMatch(/^! .{10,}\.$/));

  it("never throws, and what it accepts can be resolved", () => {
    const piece = fc.constantFrom(
      "30m",
      "around",
      "±",
      " ",
      " ",
      " – ",
      "-",
      "to",
      "21",
      "Nov",
      "2026",
      "03:12",
      "today",
      "last",
      "ago",
      "Q3",
      "since",
      "99:99",
      "31",
      "Z",
      "pm",
      "before",
      "now",
      "quarter",
      "0",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(" ")),
      fc.array(piece).map((p) => p.join("")),
    );
    fc.assert(
      fc.property(text, fc.constantFrom("UTC", "America/New_York"), (text, zone) => {
        const read = readTypedWindow(text, { now: NOW, zone });
        if (read.ok) expect(resolveWindow(read.time, NOW).to).toBeLessThanOrEqual(NOW);
        else expect(read.message).not.toBe("");
        if (!read.ok && read.suggestion !== undefined)
          expect(readTypedWindow(read.suggestion, { now: NOW, zone }).ok).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
