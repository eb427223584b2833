// `node bench/proxy/run.mjs [--rounds N]`: what the console costs over the framework itself, side by side in one run.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build, inRoot, install, runNode, server } from "../../scripts/lib/project.mjs";
import { bundleSimulator } from "../../scripts/simulator.mjs";
import { quantile } from "../quantile.mjs";

const flag = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const ROUNDS = flag("--rounds", 15);
const BURST_MS = flag("--ms", 700);
const CLIENTS = [1, 20];
const QUERY = "size=30";

const children = [];
process.on("exit", () => children.forEach((child) => child.kill()));

function start(file, env, args = []) {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, NODE_ENV: "production", HOSTNAME: "127.0.0.1", HOST: "127.0.0.1", ...env },
  });
  children.push(child);
  return child;
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

async function until(url) {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}

async function signIn(base) {
  const jar = new Map();
  const ask = async (path, options = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(base + path, { redirect: "manual", ...options, headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      jar.set(name, value);
    }
    return answer;
  };
  const { csrfToken } = await (await ask("/api/auth/csrf")).json();
  const body = new URLSearchParams({ csrfToken, username: "demo", password: "demo", json: "true" });
  await ask("/api/auth/callback/credentials", { method: "POST", body });
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

const filesOf = (dir) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "next-env.d.ts")
    .map((entry) => join(entry.path, entry.name));

async function startBaseline(bytesFile) {
  const dir = inRoot("bench", "proxy", "baseline");
  const out = inRoot(".cache", "bench-baseline");
  const entry = join(out, "standalone", "bench", "proxy", "baseline", "server.js");
  const inputs = [inRoot("package-lock.json"), ...filesOf(dir)];
  const isFresh = () => inputs.every((file) => statSync(file).mtimeMs < statSync(entry).mtimeMs);
  if (!existsSync(entry) || !isFresh()) {
    rmSync(out, { recursive: true, force: true });
    const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    // Turbopack looks for a proxy.ts in the folders above and would build the console's into the floor. What serves a route
    // is the same Next either way.
    const next = inRoot("node_modules", "next", "dist", "bin", "next");
    const code = await runNode(next, ["build", dir, "--webpack"], { env });
    if (code !== 0) throw new Error("The baseline's build failed.");
    if (existsSync(join(out, "static"))) {
      cpSync(join(out, "static"), join(entry, "..", ".next", "static"), { recursive: true });
    }
  }
  const port = await freePort();
  start(entry, { PORT: String(port), BENCH_BYTES: bytesFile });
  const url = `http://127.0.0.1:${port}/api/bytes`;
  await until(url);
  return url;
}

/** A console over the upstream, with a signed-in reader's cookie; with an archive it has filled it. */
async function startConsole(upstream, accounts, archive) {
  const dir = mkdtempSync(join(tmpdir(), "bench-proxy-"));
  const file = join(dir, "accounts.json");
  writeFileSync(file, JSON.stringify(accounts), { mode: 0o600 });
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  start(server, {
    PORT: String(port),
    NEXTAUTH_URL: base,
    NEXT_MANUAL_SIG_HANDLE: "true",
    AUDIT_DATA_DIR: dir,
    AUDIT_ACCOUNTS_FILE: file,
    VONAGE_AUDIT_URL: upstream,
    AUDIT_DEMO_USER: "1",
    ...(archive ? {} : { ARCHIVE_URL: "off" }),
    AUDIT_UPSTREAM_RPS: "10000", // the budget protects Vonage; here it would only measure itself
  });
  await until(`${base}/api/health`);
  const headers = { cookie: await signIn(base) };
  const isFilled = async () => {
    const { accounts: held } = await (await fetch(`${base}/api/archive?account=*`, { headers })).json();
    return held.every(({ backfill }) => backfill.state === "done");
  };
  while (archive && !(await isFilled())) await new Promise((resolve) => setTimeout(resolve, 500));
  return { base, headers };
}

async function main() {
  await install();
  await build();
  // After the install: nothing of it is there before.
  const { burst } = await import("./load.mjs");

  const simulator = start(await bundleSimulator(), {}, ["--port", "0"]);
  const { url: upstream, accounts } = await new Promise((resolve) => {
    createInterface({ input: simulator.stdout }).on(
      "line",
      (line) => line.startsWith("{") && resolve(JSON.parse(line)),
    );
  });
  const live = await startConsole(upstream, accounts, false);
  const archived = await startConsole(upstream, accounts, true);

  const [{ apiKey, apiSecret }] = accounts;
  const auth = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  const barePort = await freePort();
  start(inRoot("bench", "proxy", "bare-proxy.mjs"), {
    PORT: String(barePort),
    BENCH_UPSTREAM: upstream,
    BENCH_AUTH: auth,
  });
  await until(`http://127.0.0.1:${barePort}/?${QUERY}`);

  const ask = async ({ base, headers }, served) => {
    const answer = await fetch(`${base}/api/events?${QUERY}`, { headers });
    const text = await answer.text();
    if (answer.status !== 200 || JSON.parse(text).receipt.served !== served) throw new Error(text);
    return text;
  };
  const bytes = await ask(live, "live");
  await ask(archived, "archive");
  const bytesFile = join(mkdtempSync(join(tmpdir(), "bench-proxy-")), "bytes.json");
  writeFileSync(bytesFile, bytes);

  const targets = [
    { name: "bare Node proxy", url: `http://127.0.0.1:${barePort}/?${QUERY}` },
    { name: "Next route, same bytes from memory", url: await startBaseline(bytesFile) },
    ...[
      ["live", live],
      ["from the archive", archived],
    ].flatMap(([how, { base, headers }]) => {
      const url = `${base}/api/events?${QUERY}`;
      const pages = JSON.parse(bytes).page.totalPages - 1;
      return [
        { name: `/api/events ${how}, with a session`, url, headers },
        { name: "the same, another page each time", url, headers, pages },
      ];
    }),
  ];
  const least = Math.floor(bytes.length * 0.5);
  for (const target of targets) await burst({ ...target, clients: 20, ms: 2000, least }); // warm

  console.log(
    `\n${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0].model.trim()}`,
  );
  console.log(
    `${ROUNDS} interleaved rounds of ${BURST_MS} ms, ${bytes.length} bytes an answer; median (quartiles)\n`,
  );
  console.log("| clients | target | requests/s | p50 ms | p99 ms | × the Next route |");
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const clients of CLIENTS) {
    const runs = new Map(targets.map((target) => [target, { rates: [], latencies: [] }]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const target of targets) {
        const { perSecond, latencies } = await burst({ ...target, clients, ms: BURST_MS, least });
        runs.get(target).rates.push(perSecond);
        runs.get(target).latencies.push(...latencies);
      }
    }
    const floor = runs.get(targets[1]).rates;
    for (const [{ name }, { rates, latencies }] of runs) {
      const ratios = rates.map((rate, round) => rate / floor[round]);
      const three = (numbers, digits) =>
        `${quantile(numbers, 0.5).toFixed(digits)} (${quantile(numbers, 0.25).toFixed(digits)}–${quantile(numbers, 0.75).toFixed(digits)})`;
      console.log(
        `| ${clients} | ${name} | ${three(rates, 0)} | ${quantile(latencies, 0.5).toFixed(2)} | ${quantile(latencies, 0.99).toFixed(2)} | ${three(ratios, 2)} |`,
      );
    }
  }
  process.exit(0);
}

await main();
