// `npm run dev`: the development server in demo mode, with the simulator beside it.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { inRoot, install, root } from "./lib/project.mjs";

await install();
const { bundleSimulator } = await import("./simulator.mjs");
const { bundleArchiveWorker } = await import("./lib/archive-worker.mjs");
await bundleArchiveWorker();
const port = process.env.PORT || "3000";
const simulator = spawn(process.execPath, [await bundleSimulator(), "--port", "0", "--live", "--admin"], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
});
createInterface({ input: simulator.stdout }).on("line", (line) => {
  if (!line.startsWith("{")) return console.log(line);
  const { url, accounts } = JSON.parse(line);
  mkdirSync(inRoot(".data"), { recursive: true, mode: 0o700 });
  // The simulator makes another history at every start.
  const archive = inRoot(".data", "dev-archive.db");
  for (const end of ["", "-wal", "-shm"]) rmSync(archive + end, { force: true });
  writeFileSync(inRoot(".data", "demo-accounts.json"), JSON.stringify(accounts), { mode: 0o600 });
  spawn(
    process.execPath,
    [inRoot("node_modules", "next", "dist", "bin", "next"), "dev", "-p", port, "-H", "127.0.0.1"],
    {
      cwd: root,
      stdio: "inherit",
      env: {
        ...process.env,
        NEXT_TELEMETRY_DISABLED: "1",
        HOST: "127.0.0.1",
        HOSTNAME: "127.0.0.1",
        PORT: port,
        NEXTAUTH_URL: `http://127.0.0.1:${port}`,
        AUDIT_DATA_DIR: inRoot(".data"),
        ARCHIVE_URL: process.env.ARCHIVE_URL || `sqlite:${archive}`,
        VONAGE_AUDIT_URL: url,
        AUDIT_ACCOUNTS_FILE: inRoot(".data", "demo-accounts.json"),
        AUDIT_DEMO_MODE: "1",
        AUDIT_DEMO_USER: "1",
      },
    },
  ).on("exit", () => simulator.kill());
});
process.on("SIGINT", () => simulator.kill());
