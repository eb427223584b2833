import { beforeEach, expect, it, vi } from "vitest";
import { Budget } from "./budget.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** How many of `count` takers are through after `ms`. */
async function throughAfter(budget: Budget, count: number, ms: number): Promise<number> {
  let through = 0;
  for (let i = 0; i < count; i++) void budget.take(60_000).then(() => through++);
  await vi.advanceTimersByTimeAsync(ms);
  return through;
}

it("lets a second's worth go at once and the rest at its rate, in order", async () => {
  const budget = new Budget(20);
  expect(await throughAfter(budget, 60, 0)).toBe(20);
  let last = false;
  void budget.take(60_000).then(() => (last = true));
  await vi.advanceTimersByTimeAsync(1_950);
  expect(last).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(last).toBe(true);
});

it("tells at once how long it would take when that is too long", async () => {
  const budget = new Budget(2);
  await throughAfter(budget, 4, 0);
  expect(await budget.take(1_000)).toBeCloseTo(1_500, -1);
});

it("a throttle closes it for as long as was asked, then lets go at half the rate", async () => {
  const budget = new Budget(20);
  budget.throttled(performance.now(), 5_000, 1_000, 60_000);
  expect(budget.rate).toBeCloseTo(10, 1);
  expect(budget.closedFor).toBe(5_000);
  expect(await throughAfter(budget, 30, 4_999)).toBe(0);
  // Nothing was saved up meanwhile: no rush at the end.
  expect(await throughAfter(budget, 0, 1_001)).toBe(0);
});

it("saves nothing up while it is closed", async () => {
  const budget = new Budget(20);
  budget.throttled(performance.now(), 5_000, 1_000, 60_000);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await throughAfter(budget, 30, 0)).toBeLessThanOrEqual(1);
});

it("spreads those who waited for a throttle to end", async () => {
  const budget = new Budget(20);
  budget.throttled(performance.now(), 1_000, 1_000, 60_000);
  expect(await throughAfter(budget, 30, 2_000)).toBeLessThanOrEqual(11);
});

it("calls that were throttled together halve it once", () => {
  const budget = new Budget(16);
  const sent = performance.now();
  vi.advanceTimersByTime(10);
  for (let i = 0; i < 8; i++) budget.throttled(sent, 0, 1_000, 60_000);
  expect(budget.rate).toBeCloseTo(8, 0);
});

it("the rate never falls to nothing, and comes back within two minutes", () => {
  const budget = new Budget(20);
  for (let i = 0; i < 20; i++) {
    budget.throttled(performance.now(), 0, 1_000, 60_000);
    vi.advanceTimersByTime(1);
  }
  expect(budget.rate).toBeGreaterThan(1);
  vi.advanceTimersByTime(60_000);
  expect(budget.rate).toBeLessThan(20);
  vi.advanceTimersByTime(60_000);
  expect(budget.rate).toBe(20);
});

it("without a named time it waits longer with each throttle in a row, up to the cap", () => {
  const budget = new Budget(20);
  const waits = Array.from({ length: 9 }, () => {
    budget.throttled(performance.now(), null, 1_000, 30_000);
    const wait = budget.closedFor;
    vi.advanceTimersByTime(wait + 1);
    return wait;
  });
  expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(Math.max(...waits)).toBe(30_000);
});

it("an aborted waiter gives its place back", async () => {
  const budget = new Budget(1);
  await budget.take(0);
  const leaving = new AbortController();
  const left = budget.take(60_000, leaving.signal).catch((reason: unknown) => reason);
  leaving.abort("gone");
  expect(await left).toBe("gone");
  expect(await budget.take(0)).toBeCloseTo(1_000, -1);
});

it("a throttle that comes in while someone waits is waited for too", async () => {
  const budget = new Budget(1);
  await budget.take(0);
  let through = false;
  void budget.take(60_000).then(() => (through = true));
  budget.throttled(performance.now(), 3_000, 1_000, 60_000);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(through).toBe(false);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(through).toBe(true);
});

/** How many places four background workers have taken after `ms`. */
async function spareAfter(budget: Budget, ms: number): Promise<number> {
  const stop = new AbortController();
  let through = 0;
  const work = async () => {
    for (;;) {
      await budget.takeSpare(60_000, stop.signal);
      through += 1;
    }
  };
  for (let i = 0; i < 4; i++) work().catch(() => undefined);
  await vi.advanceTimersByTimeAsync(ms);
  stop.abort("enough");
  return through;
}

it("background work takes half the rate, evenly spaced", async () => {
  const budget = new Budget(20);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await spareAfter(budget, 0)).toBeLessThanOrEqual(2);
  const taken = await spareAfter(new Budget(20), 10_000);
  expect(taken).toBeGreaterThanOrEqual(90);
  expect(taken).toBeLessThanOrEqual(102);
});

it("background work takes nothing while people wait, and people never wait for it", async () => {
  const budget = new Budget(20);
  await throughAfter(budget, 60, 0);
  expect(await spareAfter(budget, 1_900)).toBe(0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await throughAfter(budget, 15, 0)).toBe(15);
});

it("background work waits for a throttle to end, and is told when that is too long", async () => {
  const budget = new Budget(20);
  budget.throttled(performance.now(), 5_000, 1_000, 60_000);
  expect(await budget.takeSpare(1_000)).toBeGreaterThanOrEqual(5_000);
  expect(await spareAfter(budget, 3_000)).toBe(0);
  const leaving = new AbortController();
  const left = new Budget(1).takeSpare(60_000, AbortSignal.abort("gone")).catch((reason: unknown) => reason);
  expect(await left).toBe("gone");
  const waits = new Budget(1);
  await waits.takeSpare(0);
  const waiting = waits.takeSpare(60_000, leaving.signal).catch((reason: unknown) => reason);
  leaving.abort("gone too");
  expect(await waiting).toBe("gone too");
});
