import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import type { Call, Simulator, SimulatorOptions } from "../../../../simulator/index.ts";
import type { Archive } from "../../archive/archive.ts";
import { openForReading } from "../../archive/open-file.ts";
import { openSqliteArchive } from "../../archive/open-sqlite-archive.ts";
import { config } from "../../config.ts";
import { simulated } from "../../testing/simulated.ts";
import { AccountSync } from "../account-sync.ts";
import { SYNC_DEFAULTS, type SyncSettings } from "../settings.ts";
import { upstreamSource } from "../source.ts";
import { isCovered } from "../span.ts";

// Long where the machine has other work; nothing here waits for a clock.
vi.setConfig({ testTimeout: 120_000 });

export const NOW = Date.parse("2026-11-21T07:54:11Z");

/** A real simulator, a real archive in a file of its own, and a clock that stands still unless it is moved. */
export interface Lab {
  readonly simulator: Simulator;
  readonly archive: Archive;
  readonly file: string;
  readonly clock: { now: number };
  /** A sync that knows nothing but what the archive holds, as after a restart. */
  sync(account?: number, settings?: Partial<SyncSettings>): AccountSync;
  /** Steps until there is nothing to do before the clock's time; moves the clock on to `until`, as far as the sync would sleep. */
  drive(sync: AccountSync, until?: number): Promise<void>;
  key(account?: number): string;
  listCalls(account?: number): Call[];
  /** Texts held, sorted. */
  held(account?: number): Promise<string[]>;
  /** Texts that the simulator has, sorted. */
  truth(account?: number): string[];
}

export async function openLab(
  options: SimulatorOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), "sync-"));
  const file = join(folder, "archive.db");
  const clock = { now: NOW };
  const simulator = await simulated(
    { now: new Date(NOW), ...options },
    { AUDIT_UPSTREAM_RPS: "100000", ...env },
  );
  const archive = await openSqliteArchive(file, { now: () => clock.now });
  const reader = await openForReading(file);
  onTestFinished(async () => {
    await archive.close();
    await reader.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const accountOf = (i = 0) => config().accounts[i] ?? config().accounts[0]!;
  const key = (i = 0) => accountOf(i).apiKey;
  return {
    simulator,
    archive,
    file,
    clock,
    key,
    sync: (i = 0, settings = {}) => {
      const account = accountOf(i);
      const { signal } = new AbortController();
      const { zone, dateSuffix } = config().upstream;
      return new AccountSync(
        { ...account, secretGeneration: () => account.secret.generation },
        archive,
        upstreamSource(account, { zone, dateSuffix, signal }),
        { ...SYNC_DEFAULTS, now: () => clock.now, backoffMs: [1, 5], ...settings },
      );
    },
    drive: async (sync, until = clock.now) => {
      for (;;) {
        const wait = await sync.step();
        if (wait === 0) continue;
        if (clock.now + wait > until) break;
        clock.now += wait;
      }
      clock.now = until;
    },
    listCalls: (i = 0) =>
      simulator.calls().filter(({ account, path }) => account === key(i) && path.endsWith("/events")),
    held: async (i = 0) => {
      const rows = await reader
        .selectFrom("events")
        .select(["id", "raw"])
        .where("account_id", "=", key(i))
        .execute();
      return rows.map(({ raw }) => raw ?? "").sort();
    },
    truth: (i = 0) =>
      simulator
        .truth(key(i))
        .map(({ text }) => text)
        .sort(),
  };
}

/** Whether all is covered, since ever up to so long before the clock's time. */
export const isAllCovered = async (lab: Lab, account = 0, beforeMs = 1000): Promise<boolean> =>
  isCovered({ from: null, to: lab.clock.now - beforeMs }, await lab.archive.coverage(lab.key(account)));

/**
 * What the archive has lost of what the upstream has up to `at`, has twice, or has from nowhere: ids, and how many. Texts are compared
 * byte for byte.
 */
export async function compare(lab: Lab, at = lab.clock.now, account = 0) {
  const idOf = (text: string) => /"id":"([^"]*)"/.exec(text)?.[1] ?? text;
  const held = await lab.held(account);
  const texts = new Set(held);
  const truth = lab.simulator.truth(lab.key(account));
  const all = new Set(truth.map(({ text }) => text));
  const lost = truth.filter((event) => event.at * 1000 <= at && !texts.has(event.text));
  const foreign = held.filter((text) => !all.has(text));
  return {
    lost: lost.length,
    doubled: held.length - texts.size,
    foreign: foreign.length,
    ids: [...lost.map(({ text }) => text), ...foreign].slice(0, 3).map(idOf),
  };
}

export const NOTHING_WRONG = { lost: 0, doubled: 0, foreign: 0, ids: [] };
