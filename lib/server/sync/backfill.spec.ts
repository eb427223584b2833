import { describe, expect, it } from "vitest";
import type { PartialEvent } from "../../../simulator/index.ts";
import { DAY, HOUR, SECOND } from "./span.ts";
import { compare, NOTHING_WRONG, isAllCovered, NOW, openLab, type Lab } from "./testing/lab.ts";

/** Reads everything and says how many list calls that took, and how many pages there are. */
async function costOf(lab: Lab, account = 0): Promise<{ calls: number; pages: number }> {
  const sync = lab.sync(account);
  await lab.drive(sync);
  expect(await compare(lab, lab.clock.now, account)).toEqual(NOTHING_WRONG);
  expect(await isAllCovered(lab, account)).toBe(true);
  expect(await sync.status()).toMatchObject({ state: "done", reason: null, remainingDays: 0, etaSeconds: 0 });
  return { calls: lab.listCalls(account).length, pages: Math.ceil(lab.truth(account).length / 100) };
}

const stamp = (at: number) => new Date(at).toISOString().slice(0, 19);

/** So many events over so long, from `end` back. */
const spread = (end: number, ms: number, count: number): PartialEvent[] =>
  Array.from({ length: count }, (_, i) => ({ created_at: stamp(end - Math.floor((ms / count) * i)) }));

const FULL = process.env["AUDIT_TEST_FULL"] === "1";

describe.each(["newest", "oldest"] as const)("an upstream that lists the %s first", (order) => {
  const [events, accounts] = order === "newest" || FULL ? [25_000, [0, 1]] : [12_000, [0]];
  it(`${events} events take 1.15 × ceil(N / 100) list calls at most`, async () => {
    const lab = await openLab({ events, order });
    for (const account of accounts) {
      const { calls, pages } = await costOf(lab, account);
      expect(calls).toBeLessThanOrEqual(1.15 * pages);
    }
  });

  it("few events over a long time take no more calls than pages", async () => {
    const lab = await openLab({ events: 400, order });
    for (const account of [0, 1]) {
      const { calls, pages } = await costOf(lab, account);
      expect(calls).toBe(pages);
    }
  });

  it("bursts with long silence between them", async () => {
    const lab = await openLab({ events: 100, order });
    for (let burst = 0; burst < 5; burst++) {
      const end = NOW - HOUR - burst * 190 * DAY;
      lab.simulator.addEvents(lab.key(), spread(end, burst === 2 ? 3 * SECOND : HOUR, 2_500));
    }
    const { calls, pages } = await costOf(lab);
    expect(calls).toBeLessThanOrEqual(1.15 * pages);
  });

  it("the last day is there first", async () => {
    const lab = await openLab({ events: 8_000, order });
    const sync = lab.sync();
    while ((await lab.archive.coverage(lab.key())).length === 0) await sync.step();
    const [first] = (await lab.archive.coverage(lab.key())).toReversed();
    expect(first?.to).toBe(NOW - SECOND);
    expect(lab.listCalls().length).toBeLessThanOrEqual(25);
    expect(await sync.status()).toMatchObject({ state: "running", lagSeconds: 1 });
  });
});

it("a second that holds more than a window is read whole", async () => {
  const lab = await openLab({ events: 100 });
  lab.simulator.addEvents(lab.key(), spread(NOW - DAY, SECOND - 1, 3_000));
  await costOf(lab);
});

it("a restart goes on where the last run ended", async () => {
  const lab = await openLab({ events: 8_000, order: "oldest" });
  const first = lab.sync();
  for (let i = 0; i < 6; i++) await first.step();
  const before = lab.listCalls().length;
  expect((await lab.held()).length).toBeGreaterThan(1_000);
  const { calls, pages } = await costOf(lab);
  expect(before).toBeGreaterThan(20);
  expect(calls).toBeLessThanOrEqual(1.15 * pages + 2);
});
