import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { heldArchive } from "./archive/held.ts";
import { config } from "./config.ts";
import { StoreError } from "./database/store-error.ts";
import { startArchive } from "./start-archive.ts";
import { runningSync } from "./sync/running.ts";
import { simulated } from "./testing/simulated.ts";

const folder = mkdtempSync(join(tmpdir(), "start-archive-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it(
  "with an archive its sync runs, and the next start fetches nothing twice",
  { timeout: 60_000 },
  async () => {
    const simulator = await simulated({ events: 900 }, { ARCHIVE_URL: `sqlite:${join(folder, "a.db")}` });
    const { apiKey } = config().accounts[0]!;
    let stop = await startArchive(config());
    onTestFinished(() => stop?.());
    await expect
      .poll(() => runningSync()?.status(apiKey), { timeout: 30_000 })
      .toMatchObject({ state: "done", reason: null });
    expect((await heldArchive()?.archive.holdings(apiKey))?.events).toBe(simulator.truth(apiKey).length);
    await expect(startArchive(config())).rejects.toThrow(StoreError);
    await stop?.();
    expect([heldArchive(), runningSync()]).toEqual([null, null]);
    simulator.clearCalls();
    stop = await startArchive(config());
    await expect
      .poll(() => runningSync()?.status(apiKey), { timeout: 30_000 })
      .toMatchObject({ state: "done" });
    const lists = simulator
      .calls()
      .filter(({ account, query }) => account === apiKey && !query.includes("size=1&"));
    // Two: what is new, and whether anything came late.
    expect(lists.length).toBeLessThanOrEqual(3);
  },
);

it("without one nothing runs", async () => {
  await simulated({ events: 100 }, { ARCHIVE_URL: "off" });
  expect(await startArchive(config())).toBeNull();
  expect([heldArchive(), runningSync()]).toEqual([null, null]);
});
