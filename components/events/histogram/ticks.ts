import type { Instant } from "@/lib/audit/event";
import { CLOCK_STEPS } from "@/lib/audit/time/buckets";
import { formatTime } from "@/lib/audit/time/format";
import { formatInZone, instantOf, offsetOf } from "@/lib/audit/time/zone";

export interface Tick {
  readonly at: Instant;
  readonly label: string;
}

const [MINUTE, DAY] = [60_000, 86_400_000];
const CLOCK = CLOCK_STEPS.map((seconds) => seconds * 1000);
const DAYS = [1, 2, 4, 7, 14];
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];
const MONTH = 30 * DAY;

/** At most `most` marks on round times of the reader's zone, none before `start`, all before `end`. */
export function ticksOf(start: Instant, end: Instant, zone: string, most: number): Tick[] {
  const room = (step: number) => (end - start) / step <= most;
  const clock = CLOCK.find(room);
  if (clock !== undefined) return clockTicks(start, end, zone, clock);
  const days = DAYS.find((n) => room(n * DAY));
  const first = formatInZone(start, zone);
  const at = (month: number, day: number) =>
    instantOf({ year: first.year, month, day, hour: 0, minute: 0, second: 0 }, zone);
  const within: Instant[] = [];
  const collect = (step: (i: number) => Instant) => {
    for (let i = 0; within.length < most; i++) {
      const next = step(i);
      if (next >= end) break;
      if (next >= start) within.push(next);
    }
  };
  if (days !== undefined) {
    const from = at(first.month, first.day) === start ? first.day : first.day + 1;
    collect((i) => at(first.month, from + i * days));
    return within.map((moment) => ({ at: moment, label: formatTime(moment, zone, { now: end }).date }));
  }
  const months = MONTHS.find((n) => room(n * MONTH)) ?? 1200;
  const from = first.month - ((first.month - 1) % months);
  const aligned = months > 12 ? from - 12 * (first.year % (months / 12)) : from;
  collect((i) => at(aligned + i * months, 1));
  return within.map((moment) => {
    const [, month, year] = formatTime(moment, zone).date.split(" ");
    return { at: moment, label: months % 12 === 0 ? `${year}` : `${month} ${year}` };
  });
}

/** Times of day; the day is named at midnight, and by the first mark where no midnight is among them. */
function clockTicks(start: Instant, end: Instant, zone: string, step: number): Tick[] {
  const ticks: Tick[] = [];
  const offset = offsetOf(start, zone);
  for (let wall = Math.ceil((start + offset) / step) * step; ; wall += step) {
    // On the clock of each mark's own offset: within a window the clocks may change.
    const at = wall - offsetOf(wall - offset, zone);
    if (at >= end) break;
    if (at < start) continue;
    const { date, time } = formatTime(at, zone, { now: end });
    const short = step < MINUTE ? time : time.slice(0, 5);
    ticks.push({ at, label: time === "00:00:00" ? date : short });
  }
  const [first] = ticks;
  if (first && !ticks.some(({ label }) => !label.includes(":")))
    ticks[0] = { at: first.at, label: `${formatTime(first.at, zone, { now: end }).date} ${first.label}` };
  return ticks;
}
