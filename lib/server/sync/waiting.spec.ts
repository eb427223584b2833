import { expect, it, onTestFinished } from "vitest";
import { config } from "../config.ts";
import { Secret } from "../vonage/accounts/secret.ts";
import { DAY, HOUR, SECOND } from "./span.ts";
import { startSync } from "./sync.ts";
import { compare, type Lab, NOTHING_WRONG, NOW, openLab } from "./testing/lab.ts";

/** As the server starts it, on the lab's clock, which stands still. */
function start(lab: Lab, settings = {}) {
  const { accounts, upstream } = config();
  const sync = startSync({
    archive: lab.archive,
    accounts,
    zone: upstream.zone,
    dateSuffix: upstream.dateSuffix,
    settings: { now: () => lab.clock.now, backoffMs: [5, 20], ...settings },
  });
  onTestFinished(() => sync.stop());
  return sync;
}

it("archives all accounts, each by itself, and says how far it is", async () => {
  const lab = await openLab({ events: 3_000 });
  const sync = start(lab);
  for (const account of [0, 1]) {
    await expect
      .poll(() => sync.status(lab.key(account)), { timeout: 60_000 })
      .toMatchObject({
        state: "done",
        reason: null,
        remainingDays: 0,
        lagSeconds: 1,
      });
    expect(await compare(lab, NOW, account)).toEqual(NOTHING_WRONG);
  }
  expect(() => sync.want("nobody", null, NOW)).toThrow(RangeError);
});

it("a window that somebody waits for is read before all that is older or newer", async () => {
  const lab = await openLab({ events: 20_000 });
  lab.simulator.setDelay(25);
  const sync = start(lab);
  const [from, to] = [NOW - 300 * DAY, NOW - 298 * DAY];
  await expect.poll(() => lab.listCalls().length, { timeout: 60_000 }).toBeGreaterThan(2);
  const before = lab.listCalls().length;
  expect(await sync.waitFor(lab.key(), from, to, 30_000)).toBe(true);
  // The calls that were under way, and those for the two days themselves.
  expect(lab.listCalls().length - before).toBeLessThanOrEqual(12);
  expect((await sync.status(lab.key())).state).toBe("running");
  // What is covered is not waited for, and what does not come in time is said not to have come.
  expect(await sync.waitFor(lab.key(), from, to, 0)).toBe(true);
  lab.simulator.setDelay(2_000);
  expect(await sync.waitFor(lab.key(), NOW - 380 * DAY, NOW - 379 * DAY, 100)).toBe(false);
});

it("freshens what is older than it may be, in one call, and nothing else", async () => {
  const lab = await openLab({ events: 400 });
  const sync = start(lab, { tickMs: HOUR });
  await expect.poll(() => sync.status(lab.key()), { timeout: 60_000 }).toMatchObject({ state: "done" });
  lab.simulator.clearCalls();
  await sync.freshen(lab.key(), 5 * SECOND, 10_000);
  expect(lab.listCalls()).toEqual([]);
  lab.clock.now += 20 * SECOND;
  lab.simulator.addEvents(lab.key(), [
    { created_at: new Date(lab.clock.now - 5 * SECOND).toISOString().slice(0, 19) },
  ]);
  await Promise.all([1, 2, 3].map(() => sync.freshen(lab.key(), 5 * SECOND, 10_000)));
  expect(lab.listCalls()).toHaveLength(1);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
});

it("pauses between two pages, stays so over a restart, and goes on when it is resumed", async () => {
  const lab = await openLab({ events: 4_000 });
  lab.simulator.setDelay(20);
  const first = start(lab);
  await expect.poll(() => lab.listCalls().length, { timeout: 60_000 }).toBeGreaterThan(6);
  await first.pause(lab.key());
  await expect
    .poll(() => first.status(lab.key()))
    .toMatchObject({ state: "paused", reason: "It was paused." });
  await first.stop();
  lab.simulator.setDelay(0);
  lab.simulator.clearCalls();
  const second = start(lab);
  await expect.poll(() => second.status(lab.key(1)), { timeout: 60_000 }).toMatchObject({ state: "done" });
  expect(await second.status(lab.key())).toMatchObject({ state: "paused" });
  // Those that were under way when it stopped may arrive after.
  expect(lab.listCalls().length).toBeLessThanOrEqual(4);
  await second.resume(lab.key());
  await expect.poll(() => second.status(lab.key()), { timeout: 60_000 }).toMatchObject({ state: "done" });
  expect(await compare(lab, NOW)).toEqual(NOTHING_WRONG);
});

it("a refused key pauses it after one call, and says so; a secret that is read anew lets it go on", async () => {
  const lab = await openLab({ events: 400 });
  const { secret } = config().accounts[0]!;
  const right = secret.reveal();
  secret.renew(new Secret("wrong"));
  const sync = lab.sync();
  for (let i = 0; i < 5; i++) await sync.step();
  expect(lab.listCalls()).toHaveLength(1);
  const status = await sync.status();
  expect(status.state).toBe("paused");
  expect(status.reason).toMatch(/refused the account's API key/);
  secret.renew(new Secret(right));
  await lab.drive(sync);
  expect(await sync.status()).toMatchObject({ state: "done", reason: null });
});

it("resuming tries a refused key again at once; by itself it does after an hour", async () => {
  const lab = await openLab({ events: 400 });
  lab.simulator.setFaults([{ match: { nth: 1, times: 2 }, fault: { kind: "status", status: 403 } }]);
  const sync = lab.sync();
  for (let i = 0; i < 5; i++) await sync.step();
  await sync.resume();
  for (let i = 0; i < 5; i++) await sync.step();
  expect(lab.listCalls()).toHaveLength(2);
  lab.clock.now += HOUR;
  await lab.drive(sync);
  expect(await sync.status()).toMatchObject({ state: "done" });
});

it("an outage is gone round: it says so, waits longer each time, and loses nothing", async () => {
  const lab = await openLab({ events: 400 });
  lab.simulator.setFaults([{ fault: { kind: "body", text: "<html>down</html>" } }]);
  const sync = lab.sync(0, { backoffMs: [1_000, 60_000] });
  const start = lab.clock.now;
  await lab.drive(sync, start + 600 * SECOND);
  expect(lab.listCalls().length).toBeLessThan(40);
  expect(await sync.status()).toMatchObject({
    state: "failed",
    reason: expect.stringMatching(/cannot be used/),
  });
  lab.simulator.clearFaults();
  await lab.drive(sync, lab.clock.now + 2 * HOUR);
  expect(await sync.status()).toMatchObject({ state: "done" });
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
});

it("one answer that can never be used is gone round: the rest is read, and a second of it is missing", async () => {
  const lab = await openLab({ events: 400 });
  const poison = NOW - 100 * DAY;
  const stamp = new Date(poison).toISOString().slice(0, 19);
  lab.simulator.addEvents(lab.key(), [{ created_at: stamp, note: "x".repeat(13 * 2 ** 20) }]);
  const sync = lab.sync(0, { recentEveryMs: 1000 * DAY, pastEveryMs: 1000 * DAY, pastCycleMs: 1e15 });
  await lab.drive(sync, lab.clock.now + 3 * HOUR);
  const { lost } = await compare(lab);
  expect(lost).toBe(1);
  const missing = (await lab.archive.coverage(lab.key())).filter(({ state }) => state === "missing");
  expect(missing).toMatchObject([{ from: poison, to: poison }]);
  expect(missing[0]?.reason).toMatch(/larger than/);
  expect(await sync.status()).toMatchObject({ state: "failed" });
});

it("what does not hold still is read in smaller pieces until it does", async () => {
  const lab = await openLab({ events: 1_500 });
  // Every second page repeats the entry before it: nothing longer than a page ever agrees.
  lab.simulator.setFaults([{ match: { path: "list", page: 2 }, fault: { kind: "duplicate" } }]);
  const sync = lab.sync(0, { windowPages: 4 });
  await lab.drive(sync, lab.clock.now + HOUR);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
  expect(await sync.status()).toMatchObject({ state: "done" });
});

it("nothing older than the retention is read, and what has grown older is removed and not read again", async () => {
  const lab = await openLab({ events: 4_000 });
  const settings = { retentionMs: 30 * DAY, tickMs: 6 * HOUR, recentEveryMs: DAY };
  const sync = lab.sync(0, settings);
  await lab.drive(sync);
  expect(await sync.status()).toMatchObject({ state: "done" });
  const inLast = (ms: number) =>
    lab.simulator.truth(lab.key()).filter(({ at }) => at * SECOND >= lab.clock.now - ms).length;
  const { events } = await lab.archive.holdings(lab.key());
  expect(events).toBe(inLast(30 * DAY));
  await lab.drive(sync, lab.clock.now + 10 * DAY);
  const kept = (await lab.archive.holdings(lab.key())).events;
  expect(kept).toBeGreaterThanOrEqual(inLast(30 * DAY));
  expect(kept).toBeLessThanOrEqual(inLast(31 * DAY + 6 * HOUR));
  // Also when the retention is lifted: the console keeps no promise about what it has removed.
  lab.simulator.clearCalls();
  const lifted = lab.sync(0, { ...settings, retentionMs: null });
  await lab.drive(lifted);
  expect((await lab.archive.holdings(lab.key())).events).toBe(kept);
  expect(lab.listCalls().length).toBeLessThanOrEqual(3);
});
