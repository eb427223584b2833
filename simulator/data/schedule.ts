import type { Person } from "./profiles";
import type { Random } from "./random";

export const DAYS = 400;
export const DAY = 86_400;

/** How likely a person is at work in each hour of their own day. */
const WORKDAY = [
  0.02, 0.01, 0.01, 0.01, 0.01, 0.02, 0.06, 0.3, 0.8, 1, 1, 1, 0.7, 0.8, 1, 1, 0.95, 0.85, 0.4, 0.2, 0.15,
  0.15, 0.1, 0.05,
];
const WEEKEND = 0.12;
/** Programs are as busy at every hour. */
export const MACHINE_WEIGHT = 0.25;

export function presence(person: Person, at: number): number {
  const hours = Math.floor(at / 3600) + person.zone;
  // 1 January 1970 was a Thursday.
  const weekday = (Math.floor(hours / 24) + 4) % 7;
  return person.weight * WORKDAY[hours % 24]! * (weekday === 0 || weekday === 6 ? WEEKEND : 1);
}

/**
 * `count` seconds in [start, end), rising, laid over the hours the way people and programs work. Calls back for each, so
 * that a million of them are never kept.
 */
export function layOut(
  persons: readonly Person[],
  random: Random,
  start: number,
  end: number,
  count: number,
  each: (at: number) => void,
): void {
  const hours = Math.ceil((end - start) / 3600);
  const weights = new Float64Array(hours);
  let total = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    const at = start + hour * 3600;
    let weight = MACHINE_WEIGHT;
    for (const person of persons) weight += presence(person, at);
    // No two days are alike.
    weights[hour] = weight * (0.4 + 1.2 * random.next());
    total += weights[hour]!;
  }
  let before = 0;
  let sum = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    sum += weights[hour]!;
    const upTo = hour === hours - 1 ? count : Math.round((sum / total) * count);
    const from = start + hour * 3600;
    const length = Math.min(3600, end - from);
    const times = new Int32Array(upTo - before).map(() => random.int(length)).sort();
    for (const time of times) each(from + time);
    before = upTo;
  }
}
