import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator/index";
import { type Config, loadConfig } from "../config.ts";
import { closeConsoleStore } from "../database/console-store.ts";
import type { Principal, Role } from "../identity/roles.ts";
import { Secret } from "../vonage/accounts/secret.ts";
import { closeUpstreams } from "../vonage/index.ts";

const CONFIG = Symbol.for("audit-console.config");
/** Every verb writes its access record: one store for all tests of a file. */
const dataDir = mkdtempSync(join(tmpdir(), "verbs-"));
afterAll(async () => {
  await closeConsoleStore();
  rmSync(dataDir, { recursive: true, force: true });
});
const LEARNT = ["upstream-order", "upstream-totals", "arrived-since"];

/** Forgets what the process has learnt of its accounts, as a restart would. */
export async function forgetUpstream(): Promise<void> {
  const shared = globalThis as { [key: symbol]: Map<string, unknown> | undefined };
  for (const name of LEARNT) shared[Symbol.for(`audit-console.${name}`)]?.clear();
  await closeUpstreams();
}

/** Points the process's settings at a simulator and both its accounts, with nothing learnt. */
export async function useSimulator(
  simulator: Simulator,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  await forgetUpstream();
  const accounts = simulator.accounts.map(({ apiSecret, ...account }) => ({
    ...account,
    secret: new Secret(apiSecret),
  }));
  const settings = loadConfig({
    VONAGE_API_KEY: "replaced",
    VONAGE_API_SECRET: "replaced",
    VONAGE_AUDIT_URL: simulator.url,
    AUDIT_UPSTREAM_RPS: "1000",
    AUDIT_DATA_DIR: dataDir,
    ...env,
  });
  (globalThis as { [CONFIG]?: Config })[CONFIG] = { ...settings, accounts };
}

/** A simulator for one test, with the settings of the process naming it. */
export async function simulated(
  options: SimulatorOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Simulator> {
  const simulator = await startSimulator({ events: 400, ...options });
  await useSimulator(simulator, env);
  onTestFinished(async () => {
    await forgetUpstream();
    await simulator.close();
  });
  return simulator;
}

/** A reader of the accounts with these keys; of all unless said. */
export const readerOf = (accounts: readonly string[] | "*" = "*", role: Role = "viewer"): Principal => ({
  user: "reader",
  role,
  accounts,
  sessionId: "s-1",
});
