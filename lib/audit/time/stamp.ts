import { badParameter } from "../errors.ts";
import type { Instant } from "../event.ts";
import { toIso } from "./format.ts";
import { MAX_INSTANT, MIN_INSTANT } from "./window.ts";
import { daysIn } from "./zone.ts";

const MONTH_NAMES =
  "January February March April May June July August September October November December".split(" ");

/** "November has 30 days.", "February 2026 has 28 days.", or `null` for a day that exists. `month` from 1 to 12. */
export function noSuchDay(year: number, month: number, day: number): string | null {
  const days = daysIn(year, month);
  if (day <= days) return null;
  return `${MONTH_NAMES[month - 1] ?? ""}${month === 2 ? ` ${year}` : ""} has ${days} days.`;
}

// A `+` that was not escaped arrives as a space: "2026-11-21T03:12:00 01:00" still says what was meant.
const STAMP =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:([Zz])|([+\- ])(\d\d):?(\d\d))?)?$/;

/** What a bare date stands for, and where a fraction of a second goes, so that no event outside the asked time gets in. */
export type StampEdge = "from" | "to" | "moment";

/**
 * A time in a parameter: ISO 8601, UTC unless it has an offset, years 1970 to 9999. `from`: a bare date is 00:00:00, fractions
 * go up; `to`: 23:59:59, fractions are cut; `moment`: cut, and a bare date is refused. Throws `bad_parameter` naming `field`,
 * with a near time as `suggestion` where there is one.
 */
export function parseStamp(field: string, text: string, edge: StampEdge): Instant {
  const match = STAMP.exec(text);
  if (match === null) throw badParameter(field, `${field} is a date or time such as 2026-11-21T07:54:10Z.`);
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  const refuse = (why: string, suggestion?: string) => badParameter(field, why, suggestion);
  if (year < 1970) throw refuse("Years go from 1970 to 9999.");
  if (month < 1 || month > 12) throw refuse("Months go from 01 to 12.");
  if (day < 1) throw refuse("Days begin with 01.");
  const noDay = noSuchDay(year, month, day);
  if (noDay !== null) throw refuse(noDay, text.slice(0, 8) + daysIn(year, month) + text.slice(10));
  const wall = Date.UTC(year, month - 1, day);
  if (match[4] === undefined) {
    if (edge === "moment") throw refuse(`${field} needs a time of day too.`, `${text}T12:00:00Z`);
    return edge === "from" ? wall : wall + 86_399_000;
  }
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) throw refuse("Times of day go from 00:00:00 to 23:59:59.");
  const up = edge === "from" && Number(match[7] ?? 0) > 0 ? 1 : 0;
  const at =
    wall + (hour * 3600 + minute * 60 + second + up) * 1000 - offsetMs(match[9], match[10], match[11], field);
  if (at < MIN_INSTANT || at > MAX_INSTANT) throw refuse("Years go from 1970 to 9999, in UTC.");
  return at;
}

function offsetMs(sign: string | undefined, hours = "0", minutes = "0", field: string): number {
  if (sign === undefined) return 0;
  const size = Number(hours) * 60 + Number(minutes);
  if (size > 14 * 60 || Number(minutes) > 59) throw badParameter(field, "Offsets go up to 14:00.");
  return (sign === "-" ? -size : size) * 60_000;
}

export const writeStamp = (at: Instant | null): string | null => (at === null ? null : toIso(at));
