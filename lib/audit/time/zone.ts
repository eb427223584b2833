import type { Instant } from "../event.ts";

/** A wall-clock reading: month 1 to 12, hour 0 to 23. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

// A formatter costs ~50 µs to make and ~2 µs to use; there are only ever a few zones (the setting's and the reader's).
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    const two = "2-digit";
    formatter = new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** Whether `name` is an IANA zone that this runtime knows, or `UTC`. Bare offsets (`+01:00`) are not: they have no DST. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds that the zone's clocks are ahead of UTC at `instant`. Throws RangeError for a zone that is none. */
export function offsetOf(instant: Instant, zone: string): number {
  if (zone === "UTC") return 0;
  const whole = Math.floor(instant / 1000) * 1000;
  const read: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(whole)) read[type] = Number(value);
  const { year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN } = read;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

/** The wall clock of `zone` at `instant`; fractions of a second are dropped. */
export function formatInZone(instant: Instant, zone: string): Civil {
  const date = new Date(instant + offsetOf(instant, zone));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/**
 * The instant of a wall clock. A time that the clocks skip resolves forward by the length of the gap (02:30 → 03:30); one
 * that occurs twice is the first of the two. Day and month may run over (day 0 is the last of the month before).
 */
export function instantOf(civil: Civil, zone: string): Instant {
  const { year, month, day, hour, minute, second } = civil;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  if (zone === "UTC") return wall;
  // No zone changes twice within two days, so one of these offsets holds unless the time is skipped.
  const before = offsetOf(wall - 86_400_000, zone);
  const after = offsetOf(wall + 86_400_000, zone);
  const fits = [before, after]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetOf(at, zone) === wall);
  return fits.length > 0 ? Math.min(...fits) : wall - before;
}

/** 28 to 31; `month` from 1. */
export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const STAMP =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})?\s?(?:([Zz])|([+-])(\d\d):?(\d\d))?$/;

/**
 * The instant of a time as the upstream writes it: `2018-07-04T11:41:32`, in the declared zone unless it carries its own.
 * Fractions are cut, so that an event never falls between two windows of whole seconds. `null` when it is no time; also
 * for years before 1900, which are other systems' way to write "none" (`0001-01-01T00:00:00`).
 */
export function parseInstant(text: string, zone: string): Instant | null {
  const match = STAMP.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const civil = { year, month, day, hour, minute, second };
  if (match[7] !== undefined) return instantOf(civil, "UTC");
  if (match[8] === undefined) return instantOf(civil, zone);
  const offset = (Number(match[9]) * 60 + Number(match[10])) * 60_000;
  return instantOf(civil, "UTC") - (match[8] === "-" ? -offset : offset);
}
