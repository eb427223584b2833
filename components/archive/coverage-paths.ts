import type { CoverageState } from "@/lib/audit/archive-report";
import { DAY_MS, weekday } from "@/lib/audit/coverage-days";
import { formatTime } from "@/lib/audit/time/format";

/** A cell and the gap behind it, in px. */
export const CELL = 15;
export const STEP = 17;

/** Where the n-th day of the map stands, when the first is `first`: a column a week, Monday on top. */
export function placeOf(index: number, first: number): { x: number; y: number } {
  const at = index + weekday(first);
  return { x: Math.floor(at / 7) * STEP, y: (at % 7) * STEP };
}

/** The day at a point of the map; `null` beside all days. */
export function indexAt(x: number, y: number, first: number, count: number): number | null {
  const index = Math.floor(x / STEP) * 7 + Math.min(6, Math.floor(y / STEP)) - weekday(first);
  return x < 0 || y < 0 || index < 0 || index >= count ? null : index;
}

export const weeksOf = (first: number, count: number): number => Math.ceil((count + weekday(first)) / 7);

/** Full, framed, hatched, a dot: each state has a shape of its own, so that none rests on its colour. */
const SHAPES: Record<CoverageState, (x: number, y: number) => string> = {
  settled: (x, y) => `M${x} ${y}h15v15h-15z`,
  open: (x, y) => `M${x + 1} ${y + 1}h13v13h-13z`,
  missing: (x, y) =>
    `M${x + 1} ${y + 1}h13v13h-13zM${x + 1} ${y + 14}l13-13M${x + 1} ${y + 8}l7-7M${x + 7} ${y + 14}l7-7`,
  unasked: (x, y) => `M${x + 6} ${y + 6}h3v3h-3z`,
};

/** One path a state: a map of years is four elements. */
export function coveragePaths(
  states: readonly CoverageState[],
  first: number,
): Readonly<Record<CoverageState, string>> {
  const paths = { settled: "", open: "", missing: "", unasked: "" };
  states.forEach((state, index) => {
    const { x, y } = placeOf(index, first);
    paths[state] += SHAPES[state](x, y);
  });
  return paths;
}

/** The names of the months over the weeks in which they begin, with the year in January; none where two would touch. */
export function monthMarks(first: number, count: number): { x: number; label: string }[] {
  const marks: { x: number; label: string }[] = [];
  for (let index = 0; index < count; index++) {
    const day = first + index * DAY_MS;
    const [date = "", month = "", year = ""] = formatTime(day, "UTC").date.split(" ");
    if (date !== "1") continue;
    const { x } = placeOf(index, first);
    marks.push({ x, label: month === "Jan" ? `${month} ${year}` : month });
  }
  return marks;
}
