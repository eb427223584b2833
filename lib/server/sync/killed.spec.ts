import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { bundle } from "../../../scripts/lib/bundle.mjs";
import { type Simulator, startSimulator } from "../../../simulator/index.ts";
import { openForReading } from "../archive/open-file.ts";
import { openSqliteArchive } from "../archive/open-sqlite-archive.ts";
import { FULL } from "../../testing/sample.ts";
import { Random } from "./testing/random.ts";

// 200 in the full run; AUDIT_TEST_KILLS=1000 by hand.
const KILLS = Number(process.env["AUDIT_TEST_KILLS"] ?? (FULL ? 200 : 6));
/** So many on one archive, which is then compared. */
const EACH = Math.min(KILLS, 10);
const SEED = Number(process.env["AUDIT_TEST_SEED"] ?? 1);

let script: string;
beforeAll(async () => {
  script = await bundle("lib/server/sync/testing/killed-sync.ts", ".cache/killed-sync.mjs", {
    conditions: ["react-server"],
    external: ["@photostructure/sqlite", "undici"],
  });
});

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  kill(): Promise<void>;
}

async function run(simulator: Simulator, file: string): Promise<Run> {
  const [account] = simulator.accounts;
  const child = spawn(process.execPath, [script], {
    env: {
      NODE_ENV: "production",
      VONAGE_AUDIT_URL: simulator.url,
      VONAGE_API_KEY: account?.apiKey,
      VONAGE_API_SECRET: account?.apiSecret,
      ARCHIVE_URL: `sqlite:${file}`,
      AUDIT_UPSTREAM_RPS: "2000",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (part) => (said += String(part)));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", () => reject(new Error(`The sync did not start: ${said}`)));
  });
  return {
    child,
    ended,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** What the simulator has and the archive has not, how many it has twice, and how many from nowhere. */
async function difference(simulator: Simulator, file: string) {
  const key = simulator.accounts[0]?.apiKey ?? "";
  const db = await openForReading(file);
  try {
    const rows = await db.selectFrom("events").select("raw").where("account_id", "=", key).execute();
    const held = rows.map(({ raw }) => raw ?? "");
    const texts = new Set(held);
    const truth = simulator.truth(key);
    const all = new Set(truth.map(({ text }) => text));
    return {
      lost: truth.filter(({ text }) => !texts.has(text)).length,
      doubled: held.length - texts.size,
      foreign: held.filter((text) => !all.has(text)).length,
    };
  } finally {
    await db.destroy();
  }
}

const NONE = { lost: 0, doubled: 0, foreign: 0 };
const stamp = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1000).toISOString().slice(0, 19);

it.each(Array.from({ length: Math.ceil(KILLS / EACH) }, (_, i) => SEED + i))(
  `killed at ${EACH} random moments, it ends with what the upstream has: round %i`,
  async (seed) => {
    const random = new Random(seed);
    const folder = mkdtempSync(join(tmpdir(), "killed-"));
    const file = join(folder, "archive.db");
    const simulator = await startSimulator({
      events: 3_000,
      seed,
      order: random.pick(["newest", "oldest"]),
    });
    let last: Run | null = null;
    onTestFinished(async () => {
      await last?.kill();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    });
    simulator.setDelay(4);
    for (let kill = 0; kill < EACH; kill++) {
      const { kill: killIt } = await run(simulator, file);
      await sleep(random.int(random.pick([40, 200, 600])));
      await killIt();
      const late = [0, 3, 60, 4_000, 40 * 3_600];
      simulator.addEvents(
        "Acme production",
        Array.from({ length: 1 + random.int(3) }, () => ({ created_at: stamp(random.pick(late)) })),
      );
      const found = await difference(simulator, file).catch(() => NONE);
      expect([found.doubled, found.foreign]).toEqual([0, 0]);
    }
    simulator.setDelay(0);
    last = await run(simulator, file);
    // As long as it takes where the machine has other work: what is lost would never come.
    await expect.poll(() => difference(simulator, file), { timeout: 300_000, interval: 200 }).toEqual(NONE);
    await last.kill();
    const archive = await openSqliteArchive(file);
    const key = simulator.accounts[0]?.apiKey ?? "";
    const { records, state } = await archive.verify(key);
    const coverage = await archive.coverage(key);
    await archive.close();
    expect([records, state]).toEqual([simulator.truth(key).length, "unaltered"]);
    expect(coverage.map((span) => [span.from, span.state])).toContainEqual([null, "settled"]);
  },
  900_000,
);
