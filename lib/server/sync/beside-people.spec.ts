import { expect, it, onTestFinished } from "vitest";
import { config } from "../config.ts";
import { upstream } from "../vonage/index.ts";
import { startSync } from "./sync.ts";
import { type Lab, openLab } from "./testing/lab.ts";

/** What one account's sync has under way at once, at most. */
const UNDER_WAY = 4;

async function backfilling(rate: number): Promise<{ lab: Lab; stop: () => Promise<void> }> {
  const lab = await openLab({ events: 12_000 }, { AUDIT_UPSTREAM_RPS: String(rate) });
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

let asked = 0;
/** A person's call is told from the sync's by its size. Each has a question of their own: those who ask the same share a call. */
const ask = () =>
  upstream(config().accounts[0]!).listEvents(
    new URLSearchParams({ size: "7", search_text: String((asked += 1)) }),
  );
const isPersons = ({ query }: { query: string }) => query.includes("size=7");

it("takes half of the rate at most", async () => {
  const { lab } = await backfilling(8);
  lab.simulator.clearCalls();
  await expect.poll(() => lab.listCalls().length, { timeout: 60_000 }).toBeGreaterThan(20);
  const at = lab.listCalls().map((call) => Date.parse(call.at));
  const seconds = (at.at(-1)! - at[0]!) / 1000;
  expect(at.length).toBeLessThanOrEqual(4 * seconds + 3);
});

it("while people want more than the rate allows, nothing of the sync's comes between, and then it goes on", async () => {
  const { lab } = await backfilling(16);
  lab.simulator.clearCalls();
  let left = 75;
  const person = async () => {
    while (left-- > 0) await ask();
  };
  await Promise.all(Array.from({ length: 10 }, person));
  const calls = lab.listCalls();
  // The first of them found what the budget had saved up, and waited for nothing.
  const nth = (n: number) =>
    calls.findIndex((call, i) => isPersons(call) && calls.slice(0, i).filter(isPersons).length === n);
  const between = calls.slice(nth(25), calls.findLastIndex(isPersons));
  expect(between.filter(isPersons).length).toBeGreaterThan(40);
  expect(between.filter((call) => !isPersons(call)).length).toBeLessThanOrEqual(UNDER_WAY);
  await expect.poll(() => lab.listCalls().length, { timeout: 60_000 }).toBeGreaterThan(calls.length + 5);
});

it("a person waits no longer beside it than alone", async () => {
  const { lab, stop } = await backfilling(40);
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
