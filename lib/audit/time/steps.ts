import type { Instant } from "../event.ts";
import type { ResolvedWindow, TimeChoice } from "../query.ts";
import { calendarRange, MAX_INSTANT, MIN_INSTANT, parseSpan } from "./window.ts";

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;
const CALENDAR = ["this-month", "this-quarter"];

/** `48h` as `2d`: in the largest unit that leaves no rest. */
function spanText(ms: number): string {
  const [unit, size] = UNITS.find(([, each]) => ms % each === 0) ?? ["s", 1000];
  return `${ms / size}${unit}`;
}

/** The window's own ends, the future part too; `null` for one that has no beginning: it can be neither moved nor widened. */
function endsOf({ from, to, askedTo }: ResolvedWindow): { from: Instant; to: Instant } | null {
  return from === null ? null : { from, to: Math.max(from, askedTo ?? to) };
}

/**
 * The window just before or after this one, as long as it; a month or quarter of UTC leads to its neighbour. `null` where there is
 * none: for windows without a beginning, and for what lies wholly in the future.
 */
export function stepWindow(time: TimeChoice, window: ResolvedWindow, direction: -1 | 1): TimeChoice | null {
  const ends = endsOf(window);
  if (ends === null || (direction === 1 && ends.to >= window.asOf)) return null;
  if (time.kind === "around") {
    const pm = parseSpan(time.pm);
    const around = pm === null ? NaN : time.around + direction * 2 * pm;
    return around - (pm ?? 0) >= MIN_INSTANT ? { ...time, around } : null;
  }
  const neighbour = direction === 1 ? ends.to + 1000 : ends.from - 1000;
  const length = ends.to - ends.from;
  const calendar = CALENDAR.find((name) => {
    const range = calendarRange(name, ends.from, "UTC");
    return range?.from === ends.from && range.to === ends.to;
  });
  const range = calendar === undefined ? null : calendarRange(calendar, neighbour, "UTC");
  const [from, to] = range
    ? [range.from, range.to]
    : direction === 1
      ? [neighbour, neighbour + length]
      : [neighbour - length, neighbour];
  return from < MIN_INSTANT || to > MAX_INSTANT ? null : { kind: "absolute", from, to };
}

/** A window twice as long around the same middle, never past now; one that ends now keeps doing so. `null` where there is none. */
export function widenWindow(time: TimeChoice, window: ResolvedWindow): TimeChoice | null {
  const ends = endsOf(window);
  if (ends === null) return null;
  const span =
    time.kind === "window" ? parseSpan(time.window) : time.kind === "around" ? parseSpan(time.pm) : null;
  if (span !== null) {
    const text = spanText(2 * span);
    if (parseSpan(text) === null) return null;
    return time.kind === "around" ? { ...time, pm: text } : { kind: "window", window: text };
  }
  const length = Math.max(1000, ends.to - ends.from);
  const half = Math.ceil(length / 2000) * 1000;
  const to = Math.max(ends.to, Math.min(ends.to + half, window.asOf));
  const from = to - 2 * length;
  return from < MIN_INSTANT ? null : { kind: "absolute", from, to };
}
