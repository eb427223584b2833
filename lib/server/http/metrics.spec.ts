import { afterAll, beforeAll, expect, it } from "vitest";
import { builtPaths, pathOf } from "../testing/built-routes.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";
import { routeLabel } from "../metrics/route-label.ts";

const TOKEN = "a-token_of.this+test/alone=";
const PASSWORD = "correct horse battery";
const BAD = { name: 'Broken "one"\\', apiKey: "nokey01", apiSecret: "nosecret" };

let tested: TestedConsole;
let admin: string;
beforeAll(async () => {
  tested = await startTested({ events: 30 }, [BAD], { AUDIT_METRICS_TOKEN: TOKEN });
  for (const role of ["viewer", "admin"]) await tested.user(["add", `the.${role}`, "--role", role], PASSWORD);
  admin = await tested.signIn("the.admin", PASSWORD);
});
afterAll(() => tested?.stop());

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
async function metrics(): Promise<Map<string, number>> {
  const { status, text, headers } = await tested.ask("/metrics", undefined, bearer(TOKEN));
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(headers["cache-control"]).toBe("private, no-store");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  for (const line of lines) expect(line).toMatch(/^[a-z_]+(\{([a-z]+="(\\.|[^"\\])*",?)+\})? -?[\d.e+]+$/);
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
}

it("is for the token and for admins; for everyone else it is closed", async () => {
  const viewer = await tested.signIn("the.viewer", PASSWORD);
  const status = async (cookie?: string, asking = {}) =>
    (await tested.ask("/metrics", cookie, asking)).status;
  expect(await status(admin)).toBe(200);
  expect(await status(undefined, bearer(TOKEN))).toBe(200);
  expect(await status(viewer)).toBe(403);
  expect(await status()).toBe(401);
  for (const wrong of ["", "x", TOKEN.slice(1), `${TOKEN}x`, TOKEN.toUpperCase(), "undefined", "null"])
    expect([wrong, await status(undefined, bearer(wrong))]).toEqual([wrong, 401]);
  expect(await status(undefined, { headers: { authorization: TOKEN } })).toBe(401);
  expect(await status(undefined, { headers: { "x-forwarded-for": "127.0.0.1" } })).toBe(401);
  // The token opens nothing else.
  expect((await tested.ask("/api/events", undefined, bearer(TOKEN))).status).toBe(401);
});

it("counts answers, upstream calls and records, and knows sessions and breakers", async () => {
  const before = await metrics();
  await tested.ask("/api/events", admin);
  await tested.ask("/api/events/5040cd5c-277a-4b64-8d97-3ad068183ff7", admin);
  await tested.ask("/made/up/path", admin);
  for (let i = 0; i < 3; i++) await tested.ask(`/api/events?account=${BAD.apiKey}`, admin);
  const after = await metrics();
  const grown = (key: string) => (after.get(key) ?? 0) - (before.get(key) ?? 0);
  expect(grown('audit_answers_total{route="/api/events",status="200"}')).toBe(1);
  expect(grown('audit_answers_total{route="/api/events",status="502"}')).toBe(3);
  expect(grown('audit_answers_total{route="/api/events/[id]",status="404"}')).toBe(1);
  expect(grown('audit_answers_total{route="other",status="404"}')).toBe(1);
  expect(grown('audit_upstream_requests_total{account="Acme production",outcome="answered"}')).toBe(2);
  const broken = 'account="Broken \\"one\\"\\\\"';
  expect(grown(`audit_upstream_requests_total{${broken},outcome="upstream_unauthorized"}`)).toBe(3);
  expect(grown(`audit_upstream_calls_total{${broken}}`)).toBe(3);
  expect(after.get(`audit_upstream_breaker{${broken},state="closed"}`)).toBe(1);
  expect(grown('audit_access_records_total{outcome="written"}')).toBe(3);
  expect(after.get('audit_access_records_total{outcome="failed"}')).toBe(0);
  const live = after.get("audit_sessions") ?? 0;
  const session = await tested.signIn();
  expect((await metrics()).get("audit_sessions")).toBe(live + 1);
  await tested.signOut(session);
  expect((await metrics()).get("audit_sessions")).toBe(live);
  expect(after.get("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
});

it("holds no secret, no key, no reader, no address and no text of a request", async () => {
  await tested.ask("/events?search_text=canary-text", admin);
  await tested.ask("/api/events/canary-id", admin);
  const { text } = await tested.ask("/metrics", admin);
  const words = [TOKEN, "canary", "the.admin", "127.0.0.1", tested.simulator.url];
  for (const { apiKey, apiSecret } of [...tested.simulator.accounts, BAD]) words.push(apiKey, apiSecret);
  for (const word of words) expect(text).not.toContain(word);
});

it("has a label for every route and page of the build, and none that someone asking could make up", () => {
  const paths = builtPaths();
  expect(paths.length).toBeGreaterThan(14);
  for (const path of paths) {
    const label = routeLabel(pathOf(path));
    // A route that is not named in route-label.ts is counted among the API's others.
    if (path.startsWith("/api/"))
      expect([path, "/api/[...rest]"]).toContain(label.replace("session", "[...nextauth]"));
    else expect(label).toBe(path);
  }
  expect(routeLabel("/_next/static/chunks/x.js?v=1")).toBe("static");
  for (const path of ["/x", "/events/a/b", "//", "", "*", "/API/events"])
    expect(routeLabel(path)).toBe("other");
});
