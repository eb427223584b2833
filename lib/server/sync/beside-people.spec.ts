import { expect, it, onTestFinished } from "vitest";
import { config } from "../config.ts";
import { upstream } from "../vonage/index.ts";
import { startSync } from "./sync.ts";
import { type Lab, openLab } from "./testing/lab.ts";

const RATE = 40;
/** What one account's sync has under way at once, at most. */
const UNDER_WAY = 4;

async function backfilling(): Promise<{ lab: Lab; stop: () => Promise<void> }> {
  const lab = await openLab({ events: 25_000 }, { AUDIT_UPSTREAM_RPS: String(RATE) });
  const { accounts, upstream: form } = config();
  const sync = startSync({
    archive: lab.archive,
    accounts: accounts.slice(0, 1),
    zone: form.zone,
    dateSuffix: form.dateSuffix,
    settings: { now: () => lab.clock.now },
  });
  const stop = () => sync.stop();
  onTestFinished(stop);
  await expect.poll(() => lab.listCalls().length, { timeout: 60_000 }).toBeGreaterThan(5);
  return { lab, stop };
}

/** A person's call is told from the sync's by its size. */
const ask = () => upstream(config().accounts[0]!).listEvents(new URLSearchParams({ size: "7" }));
const isPersons = ({ query }: { query: string }) => query.includes("size=7");

it("takes half of the rate at most", async () => {
  const { lab } = await backfilling();
  lab.simulator.clearCalls();
  await expect.poll(() => lab.listCalls().length, { timeout: 60_000 }).toBeGreaterThan(RATE);
  const at = lab.listCalls().map((call) => Date.parse(call.at));
  const seconds = (at.at(-1)! - at[0]!) / 1000;
  expect(at.length).toBeLessThanOrEqual((RATE / 2) * seconds + UNDER_WAY + 1);
});

it("lets people go first: more of them than the rate allows, and nothing of the sync's comes between", async () => {
  const { lab } = await backfilling();
  lab.simulator.clearCalls();
  // Two seconds' worth at once: half of them must wait for the rate.
  await Promise.all(Array.from({ length: 2 * RATE }, ask));
  const calls = lab.listCalls();
  const between = calls.slice(calls.findIndex(isPersons), calls.findLastIndex(isPersons));
  expect(between.filter(isPersons).length).toBeGreaterThanOrEqual(2 * RATE - 1);
  expect(between.filter((call) => !isPersons(call)).length).toBeLessThanOrEqual(UNDER_WAY);
  // And it goes on once they have what they want.
  await expect.poll(() => lab.listCalls().length, { timeout: 60_000 }).toBeGreaterThan(calls.length + 5);
});

it("a person waits no longer beside it than alone", async () => {
  const { lab, stop } = await backfilling();
  lab.simulator.setDelay(20);
  const median = async () => {
    const took: number[] = [];
    for (let i = 0; i < 15; i++) {
      const began = performance.now();
      await ask();
      took.push(performance.now() - began);
    }
    return took.sort((a, b) => a - b)[7] ?? Infinity;
  };
  const beside = await median();
  expect(lab.listCalls().filter((call) => !isPersons(call)).length).toBeGreaterThan(5);
  await stop();
  const alone = await median();
  // Standing behind the sync would cost its own spacing, 50 ms, each time.
  expect(beside).toBeLessThan(2 * alone + 40);
  if (process.env["AUDIT_TEST_LOG"] === "1") console.log({ beside, alone });
});
