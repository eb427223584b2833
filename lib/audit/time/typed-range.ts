import type { Instant } from "../event.ts";
import type { TimeChoice } from "../query.ts";
import { Misread, type Moment, readMoment, type TypedContext } from "./typed-moment.ts";

export const HELP =
  "Write for example “30m around 03:12 today”, “last 24h”, “yesterday” or “21 Nov 02:42 – 03:42”.";

export const absolute = (from: Instant | null, to: Instant | null): TimeChoice => ({
  kind: "absolute",
  from,
  to,
});

/** A moment, or Misread with examples. */
export function moment(text: string, context: TypedContext): Moment {
  const read = readMoment(text, context);
  if (read !== null) return read;
  if (/^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/.test(text))
    throw new Misread("Day or month first? Write 2026-11-21 or 21 Nov 2026.");
  throw new Misread(`“${text.slice(0, 40)}” is not understood. ${HELP}`);
}

// A hyphen without spaces divides only where it is neither in a date (2026-11-21) nor an offset (…T03:12-03:00).
const SEPARATORS = [
  / (?:to|until|till|and|-|\.\.\.?) /i,
  / ?[–—−] ?/,
  / ?\.\.\.? ?/,
  /(?<=^(?!.*\dt\d).*)(?<!\d{4}(?:-\d{1,2})?) ?- ?/i,
];

/** "24 – 26 Nov", "Nov 24-26": a bare number on one side takes month and year from the other. */
function complete(left: string, right: string): [string, string] {
  const lone = /^\d{1,2}$/;
  const number = /(?<!\d)\d{1,2}(?!\d)/;
  if (lone.test(left)) return [right.replace(number, left), right];
  return [left, lone.test(right) ? left.replace(number, right) : right];
}

/**
 * "21 Nov 02:42 – 03:42", "24 Oct - 21 Nov", "24 – 26 Nov", "from … to now": days and years missing on one side come from the
 * other. `null` when nothing divides the text.
 */
export function readRange(text: string, context: TypedContext): TimeChoice | null {
  const bare = text.replace(/^(?:from|between) /i, "");
  const cut = SEPARATORS.map((pattern) => pattern.exec(bare)).find((match) => match !== null);
  if (!cut) return null;
  const sides = [bare.slice(0, cut.index).trim(), bare.slice(cut.index + cut[0].length).trim()] as const;
  if (sides.includes("")) return null;
  const [left, right] = complete(...sides);
  const from = moment(left, context);
  if (/^now$/i.test(right)) return absolute(from.start, null);
  const ends = fit(from, moment(right, context));
  if (ends.from.start > ends.to.end)
    throw new Misread("The start lies after the end.", text, `${right} – ${left}`);
  return absolute(ends.from.start, ends.to.end);
}

/** Moves what was left open (a day, a year) so that the start comes before the end. */
function fit(from: Moment, to: Moment): { from: Moment; to: Moment } {
  const wrong = (one: Moment, other: Moment) => other.end < one.start;
  if (!to.hasDay) {
    const same = to.onDayOf(from);
    return { from, to: wrong(from, same) ? same.shifted({ days: 1 }) : same };
  }
  if (!from.hasDay) {
    const same = from.onDayOf(to);
    return { from: wrong(same, to) ? same.shifted({ days: -1 }) : same, to };
  }
  if (!from.hasYear && to.hasYear) {
    // "1 Oct – 3 Nov 2025" means one year, "20 Dec – 5 Jan 2025" two.
    const same = from.shifted({ years: to.day.year - from.day.year });
    return { from: wrong(same, to) ? same.shifted({ years: -1 }) : same, to };
  }
  if (!to.hasYear && wrong(from, to)) {
    // "24 Oct – 30 Nov" on 21 Nov ends later than now, not a year ago.
    const same = to.shifted({ years: from.day.year - to.day.year });
    return { from, to: wrong(from, same) ? same.shifted({ years: 1 }) : same };
  }
  return { from, to };
}
