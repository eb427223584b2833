import type { Instant } from "../event.ts";
import { noSuchDay } from "./stamp.ts";
import { type Civil, daysIn, formatInZone, instantOf } from "./zone.ts";

/** Typed text that is nearly a time. `bad` is the part that is wrong, `good` what might stand in its place. */
export class Misread extends Error {
  readonly bad: string | undefined;
  readonly good: string | undefined;

  constructor(message: string, bad?: string, good?: string) {
    super(message);
    this.bad = bad;
    this.good = good;
  }
}

export interface TypedContext {
  readonly now: Instant;
  /** The zone of a time that names none. */
  readonly zone: string;
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A typed moment in pieces. `start` and `end` are equal when a time of day was given, else the ends of its day. */
export interface Moment {
  readonly start: Instant;
  readonly end: Instant;
  readonly hasDay: boolean;
  readonly hasYear: boolean;
  readonly hasTime: boolean;
  /** The same time of day, or the same day and month, moved by whole days or years. */
  shifted(by: { days?: number; years?: number }): Moment;
  /** The same time of day on the day of another moment. */
  onDayOf(other: Moment): Moment;
  readonly day: Day;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const ISO_DAY = /(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/;
const DAY_MONTH = new RegExp(
  `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)? ?(?:of )?(${MONTH})\\b\\.?(?:,? (\\d{4})(?![\\d:]))?`,
  "i",
);
const MONTH_DAY = new RegExp(
  `\\b(${MONTH})\\b\\.? (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,? (\\d{4})(?![\\d:]))?`,
  "i",
);
const NAMED_DAY =
  /\b(today|yesterday|(?:last )?(sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?)\b/i;
const TIME =
  /(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?: ?([ap])\.?m\b\.?)?(?: ?(z|utc|gmt)\b|([+-])(\d\d):?(\d\d))?(?![\d:])/i;
const HOUR = /(?<![\d:])(\d{1,2}) ?([ap])\.?m\b\.?/i;
const UTC_WORD = /(?<= |^)(?:utc|gmt)(?= |$)/i;

/** Month number, from 1, of a name that `MONTH` matched. */
export const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
export { MONTH };

function checkDay(year: number, month: number, day: number, text: string, dayText: string, at: number): Day {
  if (year < 1970) throw new Misread("Years go from 1970 to 9999.");
  if (month < 1 || month > 12) throw new Misread("Months go from 1 to 12.");
  if (day < 1) throw new Misread("Days begin with 1.");
  const none = noSuchDay(year, month, day);
  if (none === null) return { year, month, day };
  const good = text.slice(0, at) + daysIn(year, month) + text.slice(at + dayText.length);
  throw new Misread(none, text, good);
}

/** The latest year in which that day has begun; 29 Feb goes back to a leap year. */
function latestYear(month: number, day: number, today: Day): number {
  const past = month < today.month || (month === today.month && day <= today.day);
  const year = past ? today.year : today.year - 1;
  for (let back = 0; back < 8; back += 1) if (day <= daysIn(year - back, month)) return year - back;
  return year;
}

/** Gives the first match of a pattern and removes it from what is left to read. */
type Take = (pattern: RegExp) => RegExpExecArray | null;

/** The day that is named, and whether its year was; `null` when none is. */
function readDay(take: Take, today: Day): { day: Day; hasYear: boolean } | null {
  const iso = take(ISO_DAY);
  if (iso !== null) {
    const [all, y = "", m = "", d = ""] = iso;
    return { day: checkDay(Number(y), Number(m), Number(d), all, d, y.length + m.length + 2), hasYear: true };
  }
  const dayFirst = take(DAY_MONTH);
  const found = dayFirst ?? take(MONTH_DAY);
  if (found !== null) {
    const [all, one = "", two = "", y] = found;
    const [dayText, monthText] = dayFirst === null ? [two, one] : [one, two];
    const month = monthOf(monthText);
    const year = y === undefined ? latestYear(month, Number(dayText), today) : Number(y);
    const day = checkDay(year, month, Number(dayText), all, dayText, all.indexOf(dayText));
    return { day, hasYear: y !== undefined };
  }
  const named = take(NAMED_DAY);
  if (named === null) return null;
  const weekday = named[2] === undefined ? -1 : WEEKDAYS.indexOf(named[2].slice(0, 3).toLowerCase());
  const date = new Date(Date.UTC(today.year, today.month - 1, today.day));
  // "monday" said on a Monday is the one a week ago; today has a word of its own.
  const back = weekday < 0 ? Number(/^y/i.test(named[0])) : ((date.getUTCDay() - weekday + 6) % 7) + 1;
  date.setUTCDate(date.getUTCDate() - back);
  return { day: formatInZone(date.getTime(), "UTC"), hasYear: true };
}

/** The clock on which a time was meant: the reader's zone, UTC, or a fixed offset in milliseconds. */
function clockOf(zone: string, offset: number) {
  return {
    civil: (at: Instant): Civil => formatInZone(at + offset, zone),
    instant: (civil: Civil): Instant => instantOf(civil, zone) - offset,
  };
}

/**
 * Reads "21 Nov 03:12", "03:12 today", "2026-11-21T03:12:09Z", "Nov 21, 2026", "yesterday 3pm", "monday". A day without year is
 * the latest such day; a time without day is the latest such time. `null` when it is something else; throws Misread when it is
 * a moment that does not exist.
 */
export function readMoment(text: string, { now, zone }: TypedContext): Moment | null {
  // The T between day and time would hide where both end.
  let rest = text.replace(/(\d)t(?=\d)/i, "$1 ");
  const take: Take = (pattern) => {
    const match = pattern.exec(rest);
    if (match !== null) rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    return match;
  };
  const time = take(TIME);
  const hour = time === null ? take(HOUR) : null;
  const utc = time?.[5] !== undefined || take(UTC_WORD) !== null;
  const minutes = time?.[6] === undefined ? null : Number(time[7]) * 60 + Number(time[8]);
  const offset = (minutes ?? 0) * (time?.[6] === "-" ? -60_000 : 60_000);
  const clock = clockOf(utc || minutes !== null ? "UTC" : zone, offset);

  const today = clock.civil(now);
  const named = readDay(take, today);
  if (/[^\s,]/.test(rest.replace(/\b(?:at|on|the)\b/gi, ""))) return null;
  if (named === null && time === null && hour === null) return null;
  const clockTime = readTime(time, hour);

  const build = (on: Day, hasDay: boolean, hasYear: boolean): Moment => {
    const at = (last: boolean): Instant => {
      const { year, month, day } = on;
      if (clockTime !== null) return clock.instant({ year, month, day, ...clockTime });
      const midnight = { year, month, day: day + Number(last), hour: 0, minute: 0, second: 0 };
      return clock.instant(midnight) - (last ? 1000 : 0);
    };
    return {
      hasDay,
      hasYear,
      hasTime: clockTime !== null,
      day: on,
      start: at(false),
      end: at(true),
      shifted: ({ days = 0, years = 0 }) =>
        build({ year: on.year + years, month: on.month, day: on.day + days }, hasDay, hasYear),
      onDayOf: (other) => build(other.day, true, other.hasYear),
    };
  };
  if (named !== null) return build(named.day, true, named.hasYear);
  const moment = build(today, false, true);
  return moment.start > now ? moment.shifted({ days: -1 }) : moment;
}

function readTime(
  time: RegExpExecArray | null,
  hour: RegExpExecArray | null,
): Pick<Civil, "hour" | "minute" | "second"> | null {
  const match = time ?? hour;
  if (match === null) return null;
  const half = (time?.[4] ?? hour?.[2])?.toLowerCase();
  const [h, minute, second] = [Number(match[1]), Number(time?.[2] ?? 0), Number(time?.[3] ?? 0)];
  if (half !== undefined && (h < 1 || h > 12)) throw new Misread("With am or pm, hours go from 1 to 12.");
  if (h > 23 || minute > 59 || second > 59) throw new Misread("Times of day go from 00:00:00 to 23:59:59.");
  return { hour: half === undefined ? h : (h % 12) + (half === "p" ? 12 : 0), minute, second };
}
