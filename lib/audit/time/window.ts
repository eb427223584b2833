import { badParameter } from "../errors.ts";
import type { Instant } from "../event.ts";
import type { ResolvedWindow, TimeChoice } from "../query.ts";
import { formatInZone, instantOf } from "./zone.ts";

/** First and last second that a query can name: 1970-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
export const MIN_INSTANT: Instant = 0;
export const MAX_INSTANT: Instant = 253_402_300_799_000;

export const DEFAULT_PM = "30m";

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const CALENDAR = "today yesterday this-week last-week this-month last-month this-quarter last-quarter".split(
  " ",
);
/** Ten years; an archive is not older, and a longer window is written without a start. */
const MAX_SPAN = 3660 * 86_400;

/** The window picker's list. `window` is the value of `window=`. */
export const PRESETS: readonly { window: string; label: string; group: "last" | "calendar" }[] = [
  { window: "30m", label: "30 min", group: "last" },
  { window: "1h", label: "1 h", group: "last" },
  { window: "24h", label: "24 h", group: "last" },
  { window: "7d", label: "7 d", group: "last" },
  { window: "30d", label: "30 d", group: "last" },
  { window: "90d", label: "90 d", group: "last" },
  { window: "today", label: "Today", group: "calendar" },
  { window: "yesterday", label: "Yesterday", group: "calendar" },
  { window: "this-quarter", label: "This quarter", group: "calendar" },
  { window: "last-quarter", label: "Last quarter", group: "calendar" },
];

/** Milliseconds of `<n><unit>`, `null` when it is none, is 0 or exceeds ten years. */
export function parseSpan(text: string, units = "smhdw"): number | null {
  const match = /^([1-9]\d{0,8})([a-z])$/.exec(text);
  if (match === null || !units.includes(match[2] ?? "?")) return null;
  const seconds = Number(match[1]) * (SECONDS[match[2] ?? ""] ?? NaN);
  return seconds <= MAX_SPAN ? seconds * 1000 : null;
}

function refuse(field: string, text: string, valid: (text: string) => boolean, rule: string): Error {
  const near = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, field === "window" ? "-" : "");
  return badParameter(field, rule, near !== text && valid(near) ? near : undefined);
}

const isWindow = (text: string) => CALENDAR.includes(text) || parseSpan(text) !== null;
const isPm = (text: string) => parseSpan(text, "smhd") !== null;

/** The value of `window=`, or an AuditError `bad_parameter` that says what would be accepted. */
export function parseWindow(text: string): string {
  if (isWindow(text)) return text;
  throw refuse(
    "window",
    text,
    isWindow,
    `A window is a number and s, m, h, d or w, up to ten years, or one of ${CALENDAR.join(", ")}.`,
  );
}

/** The value of `pm=`: what to take on each side of `around`. */
export function parsePm(text: string): string {
  if (isPm(text)) return text;
  throw refuse("pm", text, isPm, "pm is a number and s, m, h or d, up to ten years.");
}

/** First and last second of a calendar window that `at` lies in, or the one before; weeks begin on Monday. `null`: not one. */
export function calendarRange(
  name: string,
  at: Instant,
  zone: string,
): { from: Instant; to: Instant } | null {
  if (!CALENDAR.includes(name)) return null;
  const { year, month, day } = formatInZone(at, zone);
  const start = (m: number, d: number) => {
    // Overflowing months and days are normalised here, before the zone is asked.
    const date = formatInZone(Date.UTC(year, m - 1, d), "UTC");
    return instantOf(date, zone);
  };
  const back = name === "yesterday" || name.startsWith("last-") ? 1 : 0;
  const between = (from: Instant, next: Instant) => ({ from, to: next - 1000 });
  if (name.endsWith("week")) {
    const monday = day - ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) - 7 * back;
    return between(start(month, monday), start(month, monday + 7));
  }
  if (name.endsWith("day")) return between(start(month, day - back), start(month, day - back + 1));
  const length = name.endsWith("quarter") ? 3 : 1;
  const first = month - ((month - 1) % length) - length * back;
  return between(start(first, 1), start(first + length, 1));
}

const whole = (instant: Instant) => Math.floor(instant / 1000) * 1000;
const clamp = (instant: Instant) => Math.min(MAX_INSTANT, Math.max(MIN_INSTANT, instant));

/**
 * Fixes a choice of time once, for all that is asked under it. `24h` is `asOf − 24 h` to `asOf`; calendar windows are those
 * of UTC; `around` is ± `pm`. Both ends are inclusive whole seconds, `to` never later than `asOf`. Throws `bad_parameter`
 * (`date_from`) when the asked ends are in the wrong order. A window that begins after `asOf` is legal and empty: see
 * `isEmptyWindow`.
 */
export function resolveWindow(time: TimeChoice, asOf: Instant): ResolvedWindow {
  const end = whole(asOf);
  const ends = askedEnds(time, end);
  return { from: ends.from, to: Math.min(ends.to ?? end, end), asOf: end, askedTo: ends.to };
}

function askedEnds(time: TimeChoice, asOf: Instant): { from: Instant | null; to: Instant | null } {
  switch (time.kind) {
    case "unbounded":
      return { from: null, to: null };
    case "absolute":
      assertOrder(time.from, time.to);
      return { from: time.from, to: time.to };
    case "around": {
      const pm = parseSpan(parsePm(time.pm)) ?? 0;
      return { from: clamp(whole(time.around) - pm), to: clamp(whole(time.around) + pm) };
    }
    case "window": {
      const span = parseSpan(parseWindow(time.window));
      if (span !== null) return { from: clamp(asOf - span), to: null };
      return calendarRange(time.window, asOf, "UTC") ?? { from: null, to: null };
    }
  }
}

export function assertOrder(from: Instant | null, to: Instant | null): void {
  if (from !== null && to !== null && from > to)
    throw badParameter("date_from", "date_from lies after date_to.");
}

/** Whether a window begins only after its `asOf`: it holds nothing yet, and the upstream need not be asked. */
export function isEmptyWindow(window: ResolvedWindow): boolean {
  return window.from !== null && window.from > window.to;
}
