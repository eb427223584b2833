import type { TimeChoice } from "../query.ts";
import { Misread, MONTH, monthOf, type TypedContext } from "./typed-moment.ts";
import { absolute, HELP, moment, readRange } from "./typed-range.ts";
import { calendarRange, DEFAULT_PM, MAX_INSTANT, MIN_INSTANT, parseSpan } from "./window.ts";
import { formatInZone, instantOf } from "./zone.ts";

export type TypedWindow =
  | { readonly ok: true; readonly time: TimeChoice }
  /** `suggestion` is text that this same function accepts. */
  | { readonly ok: false; readonly message: string; readonly suggestion?: string };

const UNIT = "s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?";
const SPAN = new RegExp(`^(an?|\\d{1,8}) ?(${UNIT})$`, "i");
const AROUND = /^(?:± ?)?(.*?) ?\b(?:around|about|near) (.+)$/i;
const WORDS = "today yesterday this-week last-week this-month last-month this-quarter last-quarter".split(
  " ",
);

/** "2 hours" → `2h`, weeks as days, since `pm` knows no weeks; `null` when it is no span or too long. */
function readSpan(text: string): string | null {
  const match = SPAN.exec(text.trim());
  if (match === null) return null;
  const count = /^an?$/i.test(match[1] ?? "") ? 1 : Number(match[1]);
  const unit = (match[2] ?? "").charAt(0).toLowerCase();
  const span = unit === "w" ? `${count * 7}d` : `${count}${unit}`;
  return parseSpan(span) === null ? null : span;
}

/** `today`, `last-quarter`, …: in UTC as a window that stays relative, in another zone as the ends that it has there now. */
export function calendarWindow(name: string, { now, zone }: TypedContext): TimeChoice | null {
  const range = calendarRange(name, now, zone);
  if (range === null) return null;
  return zone === "UTC" ? { kind: "window", window: name } : absolute(range.from, range.to);
}

function readCalendar(text: string, context: TypedContext): TimeChoice | null {
  const name = text
    .toLowerCase()
    .replace(/^(?:the )?(?:previous|past) /, "last ")
    .replace(/^current /, "this ")
    .replace(" ", "-");
  return calendarWindow(name, context);
}

/** "Q3 2026", "2026 Q3", "November", "Nov 2026", "2026-11", "2026": a whole one; without year the latest that has begun. */
function readPeriod(text: string, { now, zone }: TypedContext): TimeChoice | null {
  const today = formatInZone(now, zone);
  const whole = (first: number, length: number, yearText: string | undefined) => {
    const year = yearText === undefined ? today.year - Number(first > today.month) : Number(yearText);
    if (year < 1970) throw new Misread("Years go from 1970 to 9999.");
    const start = (month: number) => instantOf({ year, month, day: 1, hour: 0, minute: 0, second: 0 }, zone);
    return absolute(start(first), start(first + length) - 1000);
  };
  const quarter = /^(?:(\d{4}) ?)?q([1-4])(?: ?(\d{4}))?$/i.exec(text);
  if (quarter !== null) return whole(Number(quarter[2]) * 3 - 2, 3, quarter[1] ?? quarter[3]);
  const month = new RegExp(`^(${MONTH})\\.?(?: (\\d{4}))?$`, "i").exec(text);
  if (month !== null) return whole(monthOf(month[1] ?? ""), 1, month[2]);
  const iso = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (iso !== null) return whole(Number(iso[2]), 1, iso[1]);
  return /^\d{4}$/.test(text) ? whole(1, 12, text) : null;
}

/** Around a time of day ± `pm`; around a bare day: all of it, and `pm` on both sides. */
function around(text: string, pm: string, context: TypedContext): TimeChoice {
  if (/^now$/i.test(text)) return { kind: "around", around: context.now, pm };
  const at = moment(text, context);
  if (at.hasTime) return { kind: "around", around: at.start, pm };
  const span = parseSpan(pm) ?? 0;
  return absolute(at.start - span, at.end + span);
}

function read(text: string, context: TypedContext): TimeChoice {
  if (/^(?:all|all time|everything|any ?time)$/i.test(text)) return { kind: "unbounded" };
  const calendar = readCalendar(text, context) ?? readPeriod(text, context);
  if (calendar !== null) return calendar;

  const since = /^(?:since|after) (.+)$/i.exec(text)?.[1];
  const recent =
    /^(?:(?:in )?(?:the )?(?:last|past|previous) )?(.+?)(?: ago)?$/i.exec(since ?? text)?.[1] ?? "";
  const span = readSpan(/^[a-z]+$/i.test(recent) ? `1 ${recent}` : recent);
  if (span !== null) return { kind: "window", window: span };
  if (/^\d+ ?(?:months?|years?|y)$/i.test(recent)) {
    const days = parseInt(recent, 10) * (/m/i.test(recent) ? 30 : 365);
    throw new Misread(
      "Months and years differ in length.",
      text,
      parseSpan(`${days}d`) === null ? undefined : `last ${days}d`,
    );
  }
  if (since !== undefined) return absolute(moment(since, context).start, null);
  const until = /^(?:until|till|up to|before) (.+)$/i.exec(text)?.[1];
  if (until !== undefined) return absolute(null, moment(until, context).end);

  const sides = /^(.+?) (before|after) (.+)$/i.exec(text);
  const side = sides === null ? null : readSpan(sides[1] ?? "");
  if (sides !== null && side !== null) {
    const at = moment(sides[3] ?? "", context);
    const length = parseSpan(side) ?? 0;
    return /^b/i.test(sides[2] ?? "")
      ? absolute(at.start - length, at.start)
      : absolute(at.end, at.end + length);
  }
  return readAround(text, context) ?? readRange(text, context) ?? single(text, context);
}

/** "30m around 03:12 today", "around 03:12 ±5m", "03:12 ± 5 min". */
function readAround(text: string, context: TypedContext): TimeChoice | null {
  const [head = "", tail] = text.split(/ ?± ?(?=\S+(?: ?[a-z]+)?$)(?!.*around)/i);
  const behind = tail === undefined ? null : readSpan(tail);
  const match = AROUND.exec(behind === null ? text : head);
  if (match === null) return behind === null ? null : around(head.trim(), behind, context);
  const before = match[1] === "" ? DEFAULT_PM : readSpan(match[1] ?? "");
  if (before === null)
    throw new Misread(
      `“${(match[1] ?? "").slice(0, 40)}” is no length of time. Write for example 30m or 2h.`,
    );
  return around((match[2] ?? "").trim(), behind ?? before, context);
}

/** A bare day is that day; a bare time is ± 30 min around it. */
function single(text: string, context: TypedContext): TimeChoice {
  const at = moment(text, context);
  return at.hasTime ? { kind: "around", around: at.start, pm: DEFAULT_PM } : absolute(at.start, at.end);
}

const letters = (text: string) => [...text].toSorted().join("");

/** "yest" and "yesterady" for yesterday. */
function nearWord(text: string): string | undefined {
  const typed = text.toLowerCase().replaceAll(" ", "-");
  return WORDS.find(
    (word) => (typed.length > 2 && word.startsWith(typed)) || letters(word) === letters(typed),
  )?.replace("-", " ");
}

/**
 * Reads what a person types for a window. "2h ago" and "last 2h" are the two hours up to now; "03:12" is ± 30 min around the
 * latest 03:12; "around …" is ± 30 min unless a length stands with it; "20 Nov" is that day, "20 Nov 03:12" around it; a day
 * without year is the latest one; ends are inclusive, a day as an end is its last second. Never throws.
 */
export function readTypedWindow(text: string, context: TypedContext): TypedWindow {
  const clean = text
    .replace(/\+\/?-/g, "±")
    .replace(/\s+/g, " ")
    .trim();
  if (clean === "") return { ok: false, message: HELP };
  if (clean.length > 200) return { ok: false, message: `That is too long. ${HELP}` };
  const time = attempt(clean, context);
  if (!(time instanceof Misread)) return { ok: true, time };
  const good =
    time.good === undefined || time.bad === undefined
      ? undefined
      : clean.replaceAll(time.bad, () => time.good ?? "");
  const suggestion = good ?? nearWord(clean);
  // Only one part was put right; the rest may still be wrong.
  if (suggestion === undefined || attempt(suggestion, context) instanceof Misread)
    return { ok: false, message: time.message };
  const what = good === undefined ? "That is not understood." : time.message;
  return { ok: false, message: `${what} Did you mean ${suggestion}?`, suggestion };
}

function attempt(text: string, context: TypedContext): TimeChoice | Misread {
  try {
    const time = read(text, context);
    const named =
      time.kind === "absolute" ? [time.from, time.to] : time.kind === "around" ? [time.around] : [];
    if (named.every((at) => at === null || (at >= MIN_INSTANT && at <= MAX_INSTANT))) return time;
    return new Misread("Years go from 1970 to 9999.");
  } catch (error) {
    if (error instanceof Misread) return error;
    throw error;
  }
}
