import { expect, it } from "vitest";
import { DAY } from "./span.ts";
import { playHistory } from "./testing/history.ts";
import { compare, isAllCovered, NOTHING_WRONG } from "./testing/lab.ts";

const FULL = process.env["AUDIT_TEST_FULL"] === "1";
const FIRST = Number(process.env["AUDIT_TEST_SEED"] ?? 1);
// Those that have once found something are always played.
const FOUND = FULL || FIRST !== 1 ? [] : [160, 172, 206, 269];
const seeds = [...Array.from({ length: FULL ? 500 : 20 - FOUND.length }, (_, i) => FIRST + i), ...FOUND];

it.each(seeds)("history %i: an hour after all has calmed down nothing is lost or doubled", async (seed) => {
  const lab = await playHistory(seed);
  expect(await compare(lab, lab.clock.now - 1000)).toEqual(NOTHING_WRONG);
  expect(await isAllCovered(lab, 0, 400_000)).toBe(true);
  // What was stamped ahead of its time is there once that has come.
  const sync = lab.sync(0, { tickMs: DAY / 2 });
  lab.clock.now += DAY;
  await lab.drive(sync, lab.clock.now);
  expect(await compare(lab, lab.clock.now)).toEqual(NOTHING_WRONG);
});
