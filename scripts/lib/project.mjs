// What every launcher needs, without a dependency: on a fresh clone nothing is installed yet.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const inRoot = (...parts) => join(root, ...parts);

/** Runs a command to its end with our streams; resolves with its exit code. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    const forward = (signal) => child.kill(signal);
    process.on("SIGINT", forward).on("SIGTERM", forward);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      process.off("SIGINT", forward).off("SIGTERM", forward);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

/** Runs one of our own JavaScript files or an installed tool by Node itself: killing an npm wrapper would leave its child alive. */
export const runNode = (file, args = [], options = {}) => run(process.execPath, [file, ...args], options);

function stamp(name) {
  const file = inRoot(".cache", `${name}.stamp`);
  return {
    read: () => (existsSync(file) ? readFileSync(file, "utf8") : null),
    write: (value) => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, value);
    },
  };
}

/** `npm ci`, only when node_modules does not answer to package-lock.json. Development packages too: the build needs them. */
export async function install() {
  const wanted = createHash("sha256")
    .update(readFileSync(inRoot("package-lock.json")))
    .digest("hex");
  const mark = stamp("install");
  if (existsSync(inRoot("node_modules", "next", "package.json")) && mark.read() === wanted) return;
  console.log("Installing packages…");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error("npm ci failed; what it printed stands above.");
  mark.write(wanted);
}

const SOURCES = ["app", "components", "lib", "public"];
const SOURCE_FILES = [
  "package-lock.json",
  "next.config.mjs",
  "tailwind.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "proxy.ts",
  "instrumentation.ts",
];

/** One hash over every file the build reads: a build is repeated only when it would differ. */
function sourcesHash() {
  const hash = createHash("sha256");
  const add = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
      return;
    }
    hash.update(relative(root, path)).update("\0").update(readFileSync(path));
  };
  for (const name of [...SOURCES, ...SOURCE_FILES]) add(inRoot(name));
  return hash.digest("hex");
}

export const server = inRoot(".next", "standalone", "server.js");

/** `next build` when the sources changed since the last one, then what a standalone server needs beside it. */
export async function build() {
  const wanted = sourcesHash();
  const mark = stamp("build");
  if (existsSync(server) && mark.read() === wanted) return;
  console.log("Building…");
  const { rmSync, cpSync } = await import("node:fs");
  // Type routes and caches of an older build can outlive their sources.
  rmSync(inRoot(".next", "standalone"), { recursive: true, force: true });
  const code = await runNode(inRoot("node_modules", "next", "dist", "bin", "next"), ["build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (code !== 0) throw new Error("next build failed; what it printed stands above.");
  cpSync(inRoot(".next", "static"), inRoot(".next", "standalone", ".next", "static"), { recursive: true });
  cpSync(inRoot("public"), inRoot(".next", "standalone", "public"), { recursive: true });
  const { bundleArchiveWorker } = await import("./archive-worker.mjs");
  cpSync(await bundleArchiveWorker(), inRoot(".next", "standalone", "archive-worker.mjs"));
  mark.write(wanted);
}
