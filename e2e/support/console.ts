import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface ConsoleOptions {
  upstream: string;
  accounts: readonly { name: string; apiKey: string; apiSecret: string }[];
  env?: Readonly<Record<string, string>>;
  /** Keeps an archive in the data folder, `archive.db`. */
  archive?: boolean;
}

export interface RunningConsole {
  url: string;
  dataDir: string;
  pid: number;
  /** What it has written so far, on both streams. */
  log: () => string;
  stop: () => Promise<void>;
}

const freePort = () =>
  new Promise<number>((done, fail) => {
    const probe = createServer();
    probe.on("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

/** The production build as `npm start` runs it, on a port and in a data folder of its own. */
export async function startConsole({
  upstream,
  accounts,
  env = {},
  archive = false,
}: ConsoleOptions): Promise<RunningConsole> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "audit-console-"));
  const accountsFile = join(dataDir, "accounts.json");
  writeFileSync(accountsFile, JSON.stringify(accounts), { mode: 0o600 });
  const child: ChildProcess = spawn(process.execPath, [resolve(".next/standalone/server.js")], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_MANUAL_SIG_HANDLE: "true",
      PORT: String(port),
      HOST: "127.0.0.1",
      HOSTNAME: "127.0.0.1",
      NEXTAUTH_URL: url,
      AUDIT_DATA_DIR: dataDir,
      VONAGE_AUDIT_URL: upstream,
      AUDIT_ACCOUNTS_FILE: accountsFile,
      AUDIT_DEMO_USER: "1",
      AUDIT_UPSTREAM_RPS: "200",
      // Answers are live unless a spec is about the archive.
      ARCHIVE_URL: archive ? `sqlite:${join(dataDir, "archive.db")}` : "off",
      ...env,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (part: Buffer) => {
      said += String(part);
      if (process.env["AUDIT_TEST_LOG"]) process.stderr.write(part);
    });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  await untilHealthy(url, child);
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    log: () => said,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (child.exitCode !== null) throw new Error(`The console ended with exit code ${child.exitCode}.`);
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("The console did not become healthy within 30 s.");
}
