import { describe, expect, it } from "vitest";
import { HOUR, SECOND } from "./span.ts";
import { compare, NOTHING_WRONG, isAllCovered, type Lab, openLab } from "./testing/lab.ts";

const TICK = 30 * SECOND;
const stamp = (at: number) => new Date(at).toISOString().slice(0, 19);
/** What comes by itself is left out: only ticks call. */
const ONLY_TICKS = { recentEveryMs: 1000 * HOUR, pastEveryMs: 1000 * HOUR, pastCycleMs: 1e15 };

function arrive(lab: Lab, count: number, secondsAgo = 10): void {
  const created_at = stamp(lab.clock.now - secondsAgo * SECOND);
  lab.simulator.addEvents(
    lab.key(),
    Array.from({ length: count }, () => ({ created_at })),
  );
}

const filled = async (order: "newest" | "oldest" = "newest") => {
  const lab = await openLab({ events: 400, order });
  const sync = lab.sync(0, ONLY_TICKS);
  await lab.drive(sync);
  lab.simulator.clearCalls();
  return { lab, sync };
};

/** List calls of the next tick, before which so many events arrive. */
async function tickOnce(lab: Lab, sync: ReturnType<Lab["sync"]>, count = 0, ago = 10): Promise<number> {
  lab.simulator.clearCalls();
  lab.clock.now += TICK;
  arrive(lab, count, ago);
  await sync.step();
  return lab.listCalls().length;
}

describe.each(["newest", "oldest"] as const)("an upstream that lists the %s first", (order) => {
  it("a tick costs ceil(new / 100) + 1 list calls at most", async () => {
    const { lab, sync } = await filled(order);
    for (const count of [0, 1, 30, 99, 100, 101, 250, 0, 700, 3, 0]) {
      const calls = await tickOnce(lab, sync, count);
      expect(calls).toBeGreaterThan(0);

      expect(calls, `${count} new`).toBeLessThanOrEqual(Math.ceil(count / 100) + 1);
    }
    await lab.drive(sync, lab.clock.now + TICK);
    expect(await compare(lab)).toEqual(NOTHING_WRONG);
  });
});

it("a quiet account takes one call a tick, and its windows settle along", async () => {
  const { lab, sync } = await filled();
  await lab.drive(sync, lab.clock.now + HOUR);
  expect(lab.listCalls().length).toBeLessThanOrEqual(HOUR / TICK + 1);
  const coverage = await lab.archive.coverage(lab.key());
  expect(coverage.map(({ state }) => state)).toEqual(["settled", "open"]);
  expect(lab.clock.now - (coverage[0]?.to ?? 0)).toBeLessThanOrEqual(300 * SECOND + TICK + SECOND);
});

it("what comes late, and before its window has settled, is there with the next tick", async () => {
  const { lab, sync } = await filled();
  for (const secondsAgo of [40, 100, 200, 280]) {
    await tickOnce(lab, sync, 2, secondsAgo);
    expect(await compare(lab)).toEqual(NOTHING_WRONG);
  }
});

it("on a busy account what may have come late is found when its window settles", async () => {
  const { lab, sync } = await filled();
  for (let i = 0; i < 14; i++) {
    arrive(lab, 120);
    // Past the last tick, within the settle lag.
    arrive(lab, 1, 200);
    await lab.drive(sync, lab.clock.now + TICK);
  }
  await lab.drive(sync, lab.clock.now + 600 * SECOND);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
  const open = (await lab.archive.coverage(lab.key())).filter(({ state }) => state === "open");
  expect(open).toHaveLength(1);
});

it("after a longer absence the newest comes first, and what was open is settled", async () => {
  const { lab } = await filled();
  lab.clock.now += 30 * HOUR;
  arrive(lab, 20, 15 * 3600);
  arrive(lab, 20);
  const sync = lab.sync(0, ONLY_TICKS);
  await lab.drive(sync);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
  expect(await isAllCovered(lab)).toBe(true);
  expect((await lab.archive.coverage(lab.key())).map(({ state }) => state)).toEqual(["settled", "open"]);
});

it("a clock that was a day ahead loses nothing once it is put right", async () => {
  const lab = await openLab({ events: 400 });
  let ahead = 24 * HOUR;
  const sync = lab.sync(0, { ...ONLY_TICKS, now: () => lab.clock.now + ahead });
  await lab.drive(sync);
  ahead = 0;
  arrive(lab, 5);
  await tickOnce(lab, sync);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
});
