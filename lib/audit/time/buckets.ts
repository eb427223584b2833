import type { Instant } from "../event.ts";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WEEK = 7 * DAY;
const SIXTIETHS = [1, 2, 5, 10, 15, 30];
/** Natural steps of a clock, in seconds. */
export const CLOCK_STEPS: readonly number[] = [
  ...SIXTIETHS,
  ...SIXTIETHS.map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
];
/** Natural widths of bars, in seconds; above a day only where a window of many months would need too many bars. */
const WIDTHS = [
  ...CLOCK_STEPS,
  ...[1, 2].map((days) => days * DAY),
  ...[1, 2, 4, 13, 52, 520].map((weeks) => weeks * WEEK),
];
const MOST = 120;
/** Monday, 5 January 1970: weeks begin on it. */
const MONDAY = 4 * DAY;

export interface Buckets {
  /** Of the first bar; at or before the window's. */
  readonly start: Instant;
  /** Width of each, in seconds. */
  readonly seconds: number;
  /** At most 120, or as many as were allowed. */
  readonly count: number;
}

/**
 * The bars of a window, ends inclusive: the narrowest natural width of which at most `most` cover it, on round times of UTC. With
 * `multipleOf` a width that bars of that many seconds can be put together to.
 */
export function bucketsOf(
  from: Instant,
  to: Instant,
  { most = MOST, multipleOf = 1 }: { most?: number; multipleOf?: number } = {},
): Buckets {
  const first = Math.floor(from / 1000);
  const last = Math.max(first, Math.floor(to / 1000));
  const made = (seconds: number): Buckets => {
    const origin = seconds % WEEK === 0 ? MONDAY : 0;
    const start = Math.floor((first - origin) / seconds) * seconds + origin;
    return { start: start * 1000, seconds, count: Math.floor((last - start) / seconds) + 1 };
  };
  const fits = (seconds: number) => seconds % multipleOf === 0 && made(seconds).count <= most;
  return made(WIDTHS.find(fits) ?? 520 * WEEK);
}
