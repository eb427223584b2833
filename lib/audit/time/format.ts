import type { Instant } from "../event.ts";
import { formatInZone, instantOf, offsetOf } from "./zone.ts";

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const two = (value: number) => String(value).padStart(2, "0");

/** A moment in pieces: `date` "21 Nov" or "21 Nov 2025", `time` "07:52:48", `text` both. */
export interface TimeWords {
  readonly date: string;
  readonly time: string;
  readonly text: string;
}

/** The year is written unless `now` (in practice the answer's *as of*) lies in the same one. */
export function formatTime(instant: Instant, zone: string, { now }: { now?: Instant } = {}): TimeWords {
  const at = formatInZone(instant, zone);
  const sameYear = now !== undefined && formatInZone(now, zone).year === at.year;
  const date = `${at.day} ${MONTHS.slice(at.month * 3 - 3, at.month * 3)}${sameYear ? "" : ` ${at.year}`}`;
  const time = `${two(at.hour)}:${two(at.minute)}:${two(at.second)}`;
  return { date, time, text: `${date} ${time}` };
}

/** "24 Oct 00:00:00 – 21 Nov 07:54:10"; both years when either differs from that of `asOf`. An open start is "up to …". */
export function formatRange(from: Instant | null, to: Instant, asOf: Instant, zone: string): string {
  const year = (at: Instant) => formatInZone(at, zone).year;
  const bare = year(to) === year(asOf) && (from === null || year(from) === year(to));
  const words = (at: Instant) => formatTime(at, zone, bare ? { now: asOf } : {}).text;
  return from === null ? `up to ${words(to)}` : `${words(from)} – ${words(to)}`;
}

/** "UTC", or long "Europe/Madrid, UTC+01:00", short "UTC+01:00"; the offset is that of `instant`. */
export function zoneLabel(zone: string, instant: Instant, form: "short" | "long" = "long"): string {
  if (zone === "UTC") return "UTC";
  const minutes = Math.round(offsetOf(instant, zone) / 60_000);
  const size = Math.abs(minutes);
  const offset = `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return form === "short" ? offset : `${zone}, ${offset}`;
}

/** Distance from the event in view: "−12:09", "+3:18", "+1:02:00" from an hour on, "0:00"; "this" for the event itself. */
export function formatOffset(ms: number, self = false): string {
  if (self) return "this";
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const sign = seconds === 0 ? "" : ms < 0 ? "−" : "+";
  return `${sign}${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

const UNITS = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
] as const;

/** "9 min 28 s", "20 h", "2 d 4 h", "0 s": at most `parts` neighbouring units, the rest cut off, never rounded up. */
export function formatDuration(ms: number, parts: 1 | 2 = 2): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const first = UNITS.findIndex(([size]) => seconds >= size);
  if (first < 0) return "0 s";
  const words: string[] = [];
  let rest = seconds;
  for (const [size, unit] of UNITS.slice(first, first + parts)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${formatCount(count)} ${unit}`);
  }
  return words.join(" ");
}

/** "1,234": the same in every browser's locale, as the receipt is quoted. */
export function formatCount(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 event", "0 events", "1,234 events". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

/** "2026-11-21T07:54:10Z", whole seconds, cut. Throws RangeError for NaN. */
export function toIso(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, -5)}Z`;
}

/**
 * "2026-11-21T07:54:10" on the clock of `zone`, and `suffix` behind it (`AUDIT_UPSTREAM_DATE_SUFFIX`: "" or "Z"). Where the
 * clocks are set back, an hour of wall times occurs twice and is read as the first of the two (`instantOf`); an end inside the
 * second one moves to the nearest wall time that is read as no later (`to`) or no earlier (`from`), so that what is asked of
 * the upstream is what is compared here.
 */
export function toUpstreamStamp(
  instant: Instant,
  zone: string,
  suffix = "",
  edge: "from" | "to" = "to",
): string {
  const write = (wall: number) => toIso(wall).slice(0, -1) + suffix;
  if (zone === "UTC") return write(instant);
  const wall = (at: Instant) => at + offsetOf(at, zone);
  const back = instant - instantOf(formatInZone(instant, zone), zone);
  if (back <= 0) return write(wall(instant));
  // Between the two readings lies the moment at which the clocks are set back; halve down to its second.
  let before = instant - back;
  let after = instant;
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000;
    if (offsetOf(middle, zone) === offsetOf(instant, zone)) after = middle;
    else before = middle;
  }
  return write(edge === "to" ? wall(before) : wall(before) + 1000);
}
