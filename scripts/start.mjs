// `npm start`: install, build, start. Without Vonage credentials: demo mode, with the simulator beside the console.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { build, inRoot, install, root, server } from "./lib/project.mjs";
import { startEnv } from "./lib/start-env.mjs";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);
const children = new Set();
let stopping = false;

function stop(signal) {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill(signal);
  // Correctness never rests on a clean stop; a child that does not end is ended.
  setTimeout(() => process.exit(1), 10_000).unref();
}
process.on("SIGINT", () => stop("SIGINT"));
process.on("SIGTERM", () => stop("SIGTERM"));

function start(name, file, args, env, stdio) {
  const child = spawn(process.execPath, [file, ...args], { cwd: root, env, stdio });
  children.add(child);
  child.on("exit", (code) => {
    children.delete(child);
    if (!stopping) {
      console.error(`The ${name} ended (exit code ${code}).`);
      process.exitCode = code || 1;
      stop("SIGTERM");
    }
    if (children.size === 0) process.exit(process.exitCode ?? 0);
  });
  return child;
}

/** The simulator prints one JSON line with its URL and keys when it listens. */
function startSimulator(file, args) {
  return new Promise((found, reject) => {
    const child = start("simulator", file, args, process.env, ["ignore", "pipe", "inherit"]);
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      if (!line.startsWith("{")) return;
      found(JSON.parse(line));
    });
    child.on("exit", () => reject(new Error("The simulator did not start.")));
  });
}

const has = (name) => Boolean(process.env[name] || process.env[`${name}_FILE`]);

const DAY_MS = 86_400_000;

/**
 * Where the demo's made history ends. The same moment gives the same events again, so a demo that comes back goes on where it
 * was; after a day it begins anew, with an archive of its own.
 */
function demoHistory(dataDir) {
  const file = `${dataDir}/demo-anchor`;
  const archive = `${dataDir}/demo-archive.db`;
  const anchor = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  const age = Date.now() - Date.parse(anchor);
  if (age >= 0 && age < DAY_MS) return { file, archive, anchor };
  for (const end of ["", "-wal", "-shm"]) rmSync(archive + end, { force: true });
  return { file, archive, anchor: null };
}

async function main() {
  const given = startEnv(process.env);
  await install();
  await build();

  const port = given.PORT || "3000";
  const host = given.HOST || "127.0.0.1";
  // The console's own name for itself: with HOST open to others, an operator says NEXTAUTH_URL.
  const own = `http://${LOOPBACK.has(host) ? host.replace("::1", "[::1]") : "127.0.0.1"}:${port}`;
  const env = {
    ...given,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_MANUAL_SIG_HANDLE: "true",
    PORT: port,
    HOST: host,
    HOSTNAME: host,
    NEXTAUTH_URL: given.NEXTAUTH_URL || own,
    AUDIT_DATA_DIR: given.AUDIT_DATA_DIR ? resolve(given.AUDIT_DATA_DIR) : inRoot(".data"),
  };

  const demo = !has("VONAGE_API_KEY") && !has("VONAGE_API_SECRET") && !has("AUDIT_ACCOUNTS_FILE");
  if (demo) {
    const { bundleSimulator } = await import("./simulator.mjs");
    mkdirSync(env.AUDIT_DATA_DIR, { recursive: true, mode: 0o700 });
    const history = demoHistory(env.AUDIT_DATA_DIR);
    const simulator = await startSimulator(await bundleSimulator(), [
      "--port",
      "0",
      "--live",
      "--live-every",
      "10",
      ...(history.anchor === null ? [] : ["--anchor", history.anchor]),
    ]);
    writeFileSync(history.file, `${simulator.anchor}\n`, { mode: 0o600 });
    // The demo's events are kept apart from those of a real account that may come into the same folder.
    env.ARCHIVE_URL ||= `sqlite:${history.archive}`;
    const accounts = `${env.AUDIT_DATA_DIR}/demo-accounts.json`;
    writeFileSync(accounts, JSON.stringify(simulator.accounts), { mode: 0o600 });
    Object.assign(env, {
      VONAGE_AUDIT_URL: simulator.url,
      AUDIT_ACCOUNTS_FILE: accounts,
      AUDIT_DEMO_MODE: "1",
    });
    const named = new URL(env.NEXTAUTH_URL).hostname.replace(/^\[|\]$/g, "");
    if (LOOPBACK.has(host) && LOOPBACK.has(named)) env.AUDIT_DEMO_USER = "1";
    console.log(
      "\nDemo mode: no Vonage credentials are set, so events come from a simulator, not from Vonage.",
    );
    console.log("Set VONAGE_API_KEY and VONAGE_API_SECRET to read a real account.");
  }
  console.log(`\nAudit console: ${env.NEXTAUTH_URL}\n`);
  start("console", server, [], env, "inherit");
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
  stop("SIGTERM");
  if (children.size === 0) process.exit(1);
});
