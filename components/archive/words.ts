import type { ArchiveReport, CoverageSpan, Fault } from "@/lib/audit/archive-report";
import { DAY_MS, dayOf } from "@/lib/audit/coverage-days";
import { formatRange, formatTime, plural } from "@/lib/audit/time/format";

/** Days of the map are UTC days, so everything on the page is told in UTC. */
const ZONE = "UTC";

/** "21 Nov 07:54:10", the year when it is another one than that of `asOf`. */
export const momentWords = (at: string, asOf: number): string =>
  formatTime(Date.parse(at), ZONE, { now: asOf }).text;

/** "14 Oct 2025". */
export const dayWords = (at: number): string => formatTime(at, ZONE).date;

const isDay = (at: number) => at === dayOf(at);

/** "3 – 5 Mar 2026" for whole days, with times for others; `null` ends are "before …" and "since …". */
export function spanWords({ from, to }: Pick<CoverageSpan, "from" | "to">, asOf: number): string {
  if (from === null && to === null) return "all time";
  const start = from === null ? null : Date.parse(from);
  if (to === null) return `since ${formatTime(start ?? 0, ZONE, { now: asOf }).text} UTC`;
  const end = Date.parse(to);
  if (start === end) return `${formatTime(end, ZONE, { now: asOf }).text} UTC`;
  if (!isDay(end + 1000) || (start !== null && !isDay(start)))
    return `${formatRange(start, end, asOf, ZONE)} UTC`;
  const last = dayWords(end);
  if (start === null) return `up to ${last}`;
  if (end + 1000 - start === DAY_MS) return last;
  const first = formatTime(start, ZONE);
  const [endDay, endMonth, endYear] = last.split(" ");
  const [day, month, year] = first.date.split(" ");
  if (year !== endYear) return `${first.date} – ${last}`;
  return month === endMonth ? `${day} – ${endDay} ${endMonth} ${endYear}` : `${day} ${month} – ${last}`;
}

/** Of the chain, what the first record that does not hold shows. */
export const FAULTS: Record<Fault, string> = {
  altered: "The record is not as it was written.",
  missing: "A record was taken out.",
  inserted: "A record was put in.",
  swapped: "Records stand in each other's place.",
  removed_tail: "Records were taken off the end.",
};

/** "about 38 min left"; `null` while it is not known. */
export function leftWords(etaSeconds: number | null): string | null {
  if (etaSeconds === null) return null;
  if (etaSeconds < 60) return "under a minute left";
  const minutes = Math.round(etaSeconds / 60);
  if (minutes < 90) return `about ${minutes} min left`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `about ${hours} h left` : `about ${plural(Math.round(hours / 24), "day")} left`;
}

/** How a report stands in a word, for the head of its section. */
export function standing({ backfill, events, coverage }: ArchiveReport): Standing {
  const { state, remaining, refused } = backfill;
  if (refused) return "refused";
  // What is missing is told by itself: all else is kept up.
  if (state === "failed" && remaining === 0) return "kept";
  if (state === "failed" || state === "paused") return state;
  if (events === 0 && coverage.every((span) => span.state === "unasked")) return "empty";
  return state === "running" && remaining !== 0 ? "backfilling" : "kept";
}

export type Standing = "kept" | "backfilling" | "refused" | "paused" | "failed" | "empty";
