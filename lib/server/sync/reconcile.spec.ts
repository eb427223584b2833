import { expect, it } from "vitest";
import { DAY, HOUR, SECOND } from "./span.ts";
import { compare, NOTHING_WRONG, type Lab, openLab } from "./testing/lab.ts";

const stamp = (at: number) => new Date(at).toISOString().slice(0, 19);
const arrive = (lab: Lab, ago: number, count = 1, account = 0) =>
  lab.simulator.addEvents(
    lab.key(account),
    Array.from({ length: count }, () => ({ created_at: stamp(lab.clock.now - ago) })),
  );
const counts = (lab: Lab) => lab.listCalls().filter(({ query }) => query.endsWith("size=1"));
/** The ticks are another matter. */
const FEW_TICKS = { tickMs: HOUR };

async function filled(events = 2_500) {
  const lab = await openLab({ events });
  const sync = lab.sync(0, FEW_TICKS);
  await lab.drive(sync, lab.clock.now + HOUR);
  lab.simulator.clearCalls();
  return { lab, sync };
}

it("an event that comes up to 48 hours late is there within an hour", async () => {
  const { lab, sync } = await filled();
  for (const ago of [10 * 60 * SECOND, 5 * HOUR, 30 * HOUR, 48 * HOUR - SECOND]) {
    arrive(lab, ago);
    await lab.drive(sync, lab.clock.now + HOUR);
    expect(await compare(lab)).toEqual(NOTHING_WRONG);
  }
});

it("many late events of one moment, and of many, are found too", async () => {
  const { lab, sync } = await filled();
  arrive(lab, 20 * HOUR, 250);
  for (let i = 0; i < 40; i++) arrive(lab, i * HOUR);
  await lab.drive(sync, lab.clock.now + HOUR);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
});

it("when nothing is late that costs eight count calls an hour, also with events whose time is odd", async () => {
  const { lab, sync } = await filled();
  // Counted by the upstream where it stands, and here nowhere, or elsewhere.
  const { apiKey } = lab.simulator.accounts[0]!;
  const raw = (created: string) =>
    JSON.stringify({
      id: `odd-${created.length}`,
      event_type: "USER_STATUS",
      created_at: created,
      account_id: apiKey,
    });
  lab.simulator.addEvents(apiKey, [
    { created_at: stamp(lab.clock.now - 20 * HOUR), raw: raw("the day before yesterday") },
    { created_at: stamp(lab.clock.now - 25 * HOUR), raw: raw("2001-01-01T00:00:00") },
  ]);
  // Where they stand is found once, and so it is for those that the simulator has itself.
  await lab.drive(sync, lab.clock.now + 20 * HOUR);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
  lab.simulator.clearCalls();
  await lab.drive(sync, lab.clock.now + 10 * HOUR);
  expect(counts(lab).length).toBeLessThanOrEqual(10 * 8 + 8);
  // The rest are ticks: nothing is read again.
  expect(lab.listCalls().length - counts(lab).length).toBeLessThanOrEqual(2 * 10 + 4);
  // And one that is late is still seen beside them.
  arrive(lab, 22 * HOUR);
  await lab.drive(sync, lab.clock.now + HOUR);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
});

it("an event whose time is odd does not hide one that is late", async () => {
  const { lab, sync } = await filled(400);
  const { apiKey } = lab.simulator.accounts[0]!;
  const raw = (created_at: string) =>
    JSON.stringify({ id: `odd-${created_at}`, event_type: "USER_STATUS", created_at, account_id: apiKey });
  for (const created of ["none", "2001-01-01T00:00:00", "2026-11-20T22:00:00"])
    lab.simulator.addEvents(apiKey, [{ created_at: stamp(lab.clock.now - 60 * HOUR), raw: raw(created) }]);
  // Long enough for a round through the past; then, one at a time, as many late events as there are odd ones.
  await lab.drive(sync, lab.clock.now + 40 * HOUR);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
  for (const ago of [49 * HOUR - SECOND, 30 * HOUR, 10 * HOUR]) {
    arrive(lab, ago);
    await lab.drive(sync, lab.clock.now + HOUR);
    expect(await compare(lab)).toEqual(NOTHING_WRONG);
  }
});

it("all of the past is counted within its cycle, and what came later still is found", async () => {
  const lab = await openLab({ events: 1_500 });
  const settings = { tickMs: DAY, recentEveryMs: 1000 * DAY, pastCycleMs: DAY, pastEveryMs: DAY };
  const sync = lab.sync(1, settings);
  await lab.drive(sync, lab.clock.now + 2 * HOUR);
  for (const days of [3, 40, 200, 390, 500]) arrive(lab, days * DAY, 1, 1);
  lab.simulator.clearCalls();
  await lab.drive(sync, lab.clock.now + DAY + HOUR);
  expect(await compare(lab, lab.clock.now, 1)).toEqual(NOTHING_WRONG);
  // Some pieces, and some halvings for each of the five.
  expect(lab.listCalls(1).length).toBeLessThanOrEqual(150);
});

it("other bytes for a known id are kept as a discrepancy, and its first bytes stay", async () => {
  const { lab, sync } = await filled(400);
  const [last] = lab.simulator.truth(lab.key()).toReversed();
  lab.simulator.setFaults([
    { fault: { kind: "mutate", index: 0, find: '"source"', replaceText: '"origin"' } },
  ]);
  arrive(lab, SECOND * 20);
  await lab.drive(sync, lab.clock.now + 2 * HOUR);
  expect(await lab.held()).toContain(last?.text);
});
