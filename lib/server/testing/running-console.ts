import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { resolve } from "node:path";
import { startConsole } from "../../../e2e/support/console";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator/index";

const BUILT = resolve(".next/standalone/server.js");

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: <T = Record<string, unknown>>() => T;
}

export interface Asking {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface TestedConsole {
  url: string;
  dataDir: string;
  pid: number;
  /** What the console has written so far, on both streams. */
  log: () => string;
  simulator: Simulator;
  /** One request, its path sent as written; `cookie` is a header's value. */
  ask: (path: string, cookie?: string, asking?: Asking) => Promise<Answer>;
  /** Signs in by next-auth's protocol and gives the cookies of the session. */
  signIn: (username?: string, password?: string) => Promise<string>;
  signOut: (cookie: string) => Promise<void>;
  /** `npm run user -- …`, the password on its stdin. */
  user: (words: readonly string[], password?: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** The shipped server as `npm start` runs it, and the simulator behind it; `more` accounts are none of the simulator's. */
export async function startTested(
  options: SimulatorOptions = {},
  more: Simulator["accounts"] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<TestedConsole> {
  if (!existsSync(BUILT))
    throw new Error("There is no build to test: run `npm test`, or `npm start` once, which make one.");
  const simulator = await startSimulator({ events: 400, ...options });
  const { url, dataDir, pid, log, stop } = await startConsole({
    upstream: simulator.url,
    accounts: [...simulator.accounts, ...more],
    env,
  });
  const ask: TestedConsole["ask"] = (path, cookie, asking) => send(url, path, cookie, asking);
  return {
    url,
    dataDir,
    pid,
    log,
    simulator,
    ask,
    signIn: (username, password) => signIn(ask, username, password),
    signOut: (cookie) => signOut(ask, cookie),
    user: (words, password) => runUserCommand(dataDir, words, password),
    stop: async () => {
      await Promise.all([stop(), simulator.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Below `fetch`, which tidies paths, refuses methods and adds headers. */
function send(base: string, path: string, cookie?: string, asking: Asking = {}): Promise<Answer> {
  const { hostname, port } = new URL(base);
  const { method = "GET", body } = asking;
  const headers = { ...(cookie === undefined ? {} : { cookie }), ...asking.headers };
  return new Promise((done, fail) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (reply) => {
      const parts: Buffer[] = [];
      reply.on("data", (part: Buffer) => parts.push(part));
      reply.on("error", fail);
      reply.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        done({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          text,
          json: <T>() => JSON.parse(text) as T,
        });
      });
    });
    sent.on("error", fail).end(body);
  });
}

/** What a browser would send back of the cookies that an answer sets. */
const cookiesOf = (answer: Answer): string =>
  (answer.headers["set-cookie"] ?? []).map((line) => line.split(";", 1)[0] ?? "").join("; ");

async function form(
  ask: TestedConsole["ask"],
  path: string,
  cookie: string | undefined,
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  const csrf = await ask("/api/auth/csrf", cookie);
  const { csrfToken } = csrf.json<{ csrfToken: string }>();
  const jar = [cookie, cookiesOf(csrf)].filter(Boolean).join("; ");
  return ask(path, jar, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }).toString(),
  });
}

async function signIn(ask: TestedConsole["ask"], username = "demo", password = "demo"): Promise<string> {
  const answer = await form(ask, "/api/auth/callback/credentials", undefined, { username, password });
  const session = cookiesOf(answer)
    .split("; ")
    .find((pair) => pair.startsWith("next-auth.session-token="));
  if (answer.status !== 200 || session === undefined)
    throw new Error(`The sign-in of ${username} was answered with ${answer.status}.`);
  return session;
}

async function signOut(ask: TestedConsole["ask"], cookie: string): Promise<void> {
  const { status } = await form(ask, "/api/auth/signout", cookie, {});
  if (status !== 200) throw new Error(`The sign-out was answered with ${status}.`);
}

function runUserCommand(dataDir: string, words: readonly string[], password = ""): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve("scripts/user.mjs"), ...words], {
      env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", AUDIT_DATA_DIR: dataDir },
      stdio: ["pipe", "ignore", "pipe"],
    });
    let said = "";
    child.stderr?.on("data", (part) => (said += String(part)));
    child.stdin?.on("error", () => undefined).end(`${password}\n`);
    child.once("exit", (code) =>
      code === 0 ? done() : fail(new Error(`user ${words.join(" ")}: exit ${code}. ${said}`)),
    );
  });
}
