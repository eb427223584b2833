import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TransportFault } from "../../../simulator/index";
import { type Answer, startTested, type TestedConsole } from "../testing/running-console.ts";

const SECRET = 'c4nary"\\ sécret/+%2F=';
/** What upstream writes into its own replies: none of it is for our readers. */
const THEIRS = "internal-host-77.example";
const HANGING = "b52d77c0";
const ID = "5040cd5c-277a-4b64-8d97-3ad068183ff7";

// An account for each fault: one's open breaker is not another's. Faults are played before the key is looked at.
const ACCOUNTS = Array.from({ length: 32 }, (_, i) => ({
  name: `Fault ${i}`,
  apiKey: `fault${i}`,
  apiSecret: SECRET,
}));
let next = 0;

let tested: TestedConsole;
let cookie: string;
let hanging: Promise<readonly [Answer, number]>;
const answers: Answer[] = [];

beforeAll(async () => {
  tested = await startTested({ events: 50 }, ACCOUNTS);
  cookie = await tested.signIn();
});
afterAll(() => tested?.stop());

const paths = (account: string) => ({
  list: `/api/events?account=${account}`,
  event: `/api/events/${ID}?account=${account}`,
  history: `/api/events/${ID}/history?account=${account}`,
});

async function ask(path: string): Promise<Answer> {
  const answer = await tested.ask(path, cookie);
  answers.push(answer);
  return answer;
}

/** Asks all three routes of an account of their own, while the fault plays; gives what each made of it, and its calls. */
async function play(fault: TransportFault) {
  const { apiKey } = ACCOUNTS[next++]!;
  const hang = { match: { account: HANGING }, fault: { kind: "hang" } } as const;
  tested.simulator.setFaults([hang, { match: { method: "GET" }, fault }]);
  const found: Record<string, { status: number; code: unknown; calls: number }> = {};
  for (const [name, path] of Object.entries(paths(apiKey))) {
    tested.simulator.clearCalls();
    const answer = await ask(path);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    const { code, status } = answer.json<{ code: unknown; status: number }>();
    expect(status).toBe(answer.status);
    expect(answer.text).not.toMatch(/no events/i);
    const calls = tested.simulator.calls().filter(({ account }) => account === apiKey).length;
    found[name] = { status: answer.status, code, calls };
  }
  return found;
}

const status = (code: number, more: object = {}): TransportFault => ({
  kind: "status",
  status: code,
  body: { error: THEIRS },
  ...more,
});
const body = (text: string, contentType = "application/json"): TransportFault => ({
  kind: "body",
  text,
  contentType,
});

// First, as its answer takes a deadline to come.
it("a hang is asked", () => {
  tested.simulator.setFaults([{ match: { account: HANGING }, fault: { kind: "hang" } }]);
  const started = performance.now();
  hanging = ask(paths(HANGING).list).then((answer) => [answer, performance.now() - started] as const);
});

describe("each fault has its code, and none is ours", () => {
  const refused = { status: 502, code: "upstream_unauthorized", calls: 1 };
  it.each([401, 403])("%i: the key is refused, asked once", async (code) => {
    expect(await play(status(code))).toEqual({ list: refused, event: refused, history: refused });
  });

  it.each([
    ["429", status(429, { headers: { "retry-after": "60" } })],
    ["403 with Retry-After", status(403, { headers: { "retry-after": "60" } })],
    [
      "403 that says so",
      status(403, { body: { error: "Rate limit exceeded" }, headers: { "retry-after": "60" } }),
    ],
  ])("%s: throttled, and not asked again before the time", async (_, fault) => {
    const throttled = { status: 502, code: "upstream_throttled" };
    const { list, event, history } = await play(fault);
    expect(list).toEqual({ ...throttled, calls: 1 });
    expect([event, history]).toEqual([
      { ...throttled, calls: 0 },
      { ...throttled, calls: 0 },
    ]);
  });

  it("404: no list is a wrong address, no event is no event", async () => {
    const missing = { status: 404, code: "event_not_found", calls: 1 };
    expect(await play(status(404))).toEqual({
      list: { status: 502, code: "upstream_not_found", calls: 1 },
      event: missing,
      history: missing,
    });
  });

  it.each([
    ["500", status(500)],
    ["502", status(502)],
    ["503", status(503)],
    ["504", status(504)],
    ["reset", { kind: "reset" } as const],
  ])("%s: unavailable, at most three attempts", async (_, fault) => {
    for (const found of Object.values(await play(fault))) {
      expect(found).toMatchObject({ status: 502, code: "upstream_unavailable" });
      expect(found.calls).toBeLessThanOrEqual(3);
    }
  });

  it.each([
    ["HTML", body(`<html>${THEIRS}</html>`, "text/html")],
    ["nothing", body("")],
    ["a BOM", body("\ufeff")],
    ["half an object", body(`{"page":{"totalElements":1},"x":"${THEIRS}`)],
    ["null", body("null")],
    ["a list", body("[]")],
    ["418", status(418)],
    ["a redirect", { kind: "redirect", location: `https://${THEIRS}/` } as const],
  ])("%s: malformed, and not repeated", async (_, fault) => {
    const malformed = { status: 502, code: "upstream_malformed", calls: 1 };
    expect(await play(fault)).toEqual({ list: malformed, event: malformed, history: malformed });
  });

  it.each([
    ["no total", "{}"],
    ["a total that is none", '{"page":{"totalElements":-1}}'],
    ["events and none of them", '{"page":{"totalElements":5,"size":30,"number":1,"totalPages":1}}'],
  ])("a list with %s is never an empty list", async (_, text) => {
    expect((await play(body(text)))["list"]).toMatchObject({ status: 502, code: "upstream_malformed" });
  });
});

it.each([10, 300, 2000])("an answer cut after %i bytes is no answer", async (at) => {
  tested.simulator.setFaults([{ match: { account: "7c9e4b21" }, fault: { kind: "cut", at } }]);
  const answer = await ask(`${paths("7c9e4b21").list}&size=100`);
  expect(answer.status).toBe(502);
  expect(answer.json()).toMatchObject({ code: "upstream_unavailable" });
});

it("types: what is not an answer is the built-in list; a refused key is said", async () => {
  tested.simulator.setFaults([{ match: { path: "types", times: 1 }, fault: { kind: "options204" } }]);
  const fallback = await ask(`/api/event-types?account=${ACCOUNTS[next++]!.apiKey}`);
  expect(fallback.status).toBe(200);
  expect(fallback.json()).toMatchObject({ source: "fallback" });
  const refused = await ask(`/api/event-types?account=${ACCOUNTS[next++]!.apiKey}`);
  expect(refused.status).toBe(502);
  expect(refused.json()).toMatchObject({ code: "upstream_unauthorized" });
});

it("a hang ends with our deadline, not with the reader's patience", { timeout: 60_000 }, async () => {
  const [answer, ms] = await hanging;
  expect(answer.status).toBe(504);
  expect(answer.json()).toMatchObject({ code: "upstream_timeout" });
  expect(ms).toBeLessThan(30_000);
});

it("an upstream that is down degrades the console's health, and does not end it", async () => {
  const answer = await tested.ask("/api/health");
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({ status: "degraded" });
});

it("no answer holds the secret in any writing of it, nor what upstream wrote", () => {
  const writings = [
    SECRET,
    JSON.stringify(SECRET).slice(1, -1),
    encodeURIComponent(SECRET),
    ...ACCOUNTS.map(({ apiKey }) => `${apiKey}:${SECRET}`)
      .concat(SECRET)
      .flatMap((text) =>
        (["base64", "base64url", "hex"] as const).map((form) => Buffer.from(text).toString(form)),
      ),
    ...tested.simulator.accounts.map(({ apiSecret }) => apiSecret),
    THEIRS,
    "Basic ",
  ];
  expect(answers.length).toBeGreaterThan(60);
  for (const { text, headers } of answers)
    for (const writing of writings) expect(text + JSON.stringify(headers)).not.toContain(writing);
});
