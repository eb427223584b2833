import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Fault } from "../../../simulator/index";
import { sampleOf } from "../../testing/sample.ts";
import { writingsOf } from "../testing/encodings.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

const KEY = "cnrykey7Zq";
const SECRET = 'cnry"\\S3cret /+%2F=é';
const PASSWORD = "cnry-Passw0rd-of-a-reader";
const TOKEN = "cnry-token-of-the-metrics";
const CLIENT_SECRET = "cnry-oidc-client-secret";
const SESSION_KEY = "cnry-session-key-0123456789";

/** What nobody may ever read; the account's key is no secret, and stands in its own readers' links. */
const CANARIES = [SECRET, `${KEY}:${SECRET}`, PASSWORD, TOKEN, CLIENT_SECRET, SESSION_KEY];

const echo = { error: `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString("base64")}`, key: SECRET };
const FAULTS: (Fault | null)[] = [
  null,
  ...[400, 401, 403, 404, 418, 429, 500, 503].map((status): Fault => ({
    kind: "status",
    status,
    body: echo,
  })),
  { kind: "status", status: 403, headers: { "retry-after": "1", "x-echo": encodeURIComponent(SECRET) } },
  { kind: "reset" },
  { kind: "cut", at: 40 },
  { kind: "wrongLength", delta: -3 },
  { kind: "gzipBomb", mb: 20 },
  { kind: "body", text: JSON.stringify(echo) },
  { kind: "body", text: `<html>${SECRET}</html>`, contentType: "text/html" },
  { kind: "body", text: `{"page":${SECRET}` },
  { kind: "options204" },
  { kind: "redirect", location: `http://127.0.0.1:9/?${encodeURIComponent(SECRET)}` },
];

let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  tested = await startTested({ events: 30 }, [{ name: "Canary", apiKey: KEY, apiSecret: SECRET }], {
    AUDIT_METRICS_TOKEN: TOKEN,
    NEXTAUTH_SECRET: SESSION_KEY,
    // A provider that is not there: what fails of it is told as well.
    AUTH_OIDC_ISSUER: "http://127.0.0.1:9",
    AUTH_OIDC_CLIENT_ID: "audit-console",
    AUTH_OIDC_CLIENT_SECRET: CLIENT_SECRET,
  });
  await tested.user(["add", "canary", "--role", "admin"], PASSWORD);
  cookie = await tested.signIn("canary", PASSWORD);
});
afterAll(() => tested?.stop());

it("no secret stands in any answer, page, page's data, log or store, in any of its writings, across all faults", async () => {
  const seen: string[] = [];
  const ask = async (...asked: Parameters<TestedConsole["ask"]>) => {
    const { text, headers } = await tested.ask(...asked);
    // The form's token is derived from the session key, and the cookies are what they are for.
    seen.push(`${asked[0]}\n${text}\n${JSON.stringify({ ...headers, "set-cookie": "" })}`);
  };
  for (const fault of sampleOf(FAULTS, 7)) {
    tested.simulator.setFaults(
      fault
        ? [
            { match: { account: KEY }, fault },
            { match: {}, fault },
          ]
        : [],
    );
    for (const path of [
      `/api/events?account=${KEY}`,
      `/api/events/an-id?account=${KEY}`,
      `/api/events/an-id/history?account=${KEY}`,
      `/api/events/arrived?account=${KEY}&since=2026-01-01T00:00:00Z`,
      `/api/event-types?account=${KEY}`,
      `/events?account=${KEY}`,
      `/events/an-id?account=${KEY}`,
      "/settings/connection",
    ])
      await ask(path, cookie);
    await ask(`/events?account=${KEY}&_rsc=1`, cookie, { headers: { rsc: "1" } });
  }
  for (const path of [
    "/",
    "/sign-in",
    "/access-log",
    "/metrics",
    "/nothing",
    "/api/nothing",
    "/api/health",
    "/api/access-log",
    "/api/auth/session",
    "/api/auth/providers",
  ]) {
    await ask(path, cookie);
    await ask(path);
  }
  await tested.signIn("canary", `${PASSWORD}x`).catch(() => undefined);
  expect(seen.length).toBeGreaterThan(80);
  const log = tested.log();
  expect(log).toContain("upstream attempt failed");
  seen.push(log);
  const store = readdirSync(tested.dataDir).filter((name) => name.startsWith("console.db"));
  expect(store.length).toBeGreaterThan(0);
  for (const name of store) seen.push(readFileSync(join(tested.dataDir, name), "latin1"));
  for (const writing of CANARIES.flatMap(writingsOf))
    for (const text of seen) expect(text.includes(writing), `${text.slice(0, 80)}: ${writing}`).toBe(false);
}, 240_000);

it("would be found: the same search finds what an answer does hold", async () => {
  const { text } = await tested.ask("/api/auth/session", cookie);
  expect(writingsOf("canary").some((writing) => text.includes(writing))).toBe(true);
});

it("the build ships no source map, and nothing of the settings", () => {
  const files = readdirSync(".next/static", { recursive: true, encoding: "utf8" });
  expect(files.filter((name) => name.endsWith(".map"))).toEqual([]);
  for (const name of files.filter((one) => one.endsWith(".js"))) {
    const text = readFileSync(join(".next/static", name), "utf8");
    for (const word of ["VONAGE_API_SECRET", "NEXTAUTH_SECRET", "apiSecret", "sourceMappingURL"])
      expect(text.includes(word), `${name}: ${word}`).toBe(false);
  }
});
