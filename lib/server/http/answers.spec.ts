import { afterAll, beforeAll, expect, it } from "vitest";
import { splitItems, splitMembers } from "../../audit/json-text.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

const KEY = "7c9e4b21";
let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  tested = await startTested({ events: 3000 });
  cookie = await tested.signIn();
});
afterAll(() => tested?.stop());

const ask = async (path: string) => {
  const answer = await tested.ask(path, cookie);
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  return answer;
};
const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const members = (text: string) => new Map(splitMembers(text).map((member) => [member.key, member.text]));

it("a list is events, marks, page and receipt, with the members that are promised", async () => {
  const body = (await ask("/api/events?size=2&event_type=USER_LOGIN")).json();
  expect(Object.keys(body)).toEqual(["events", "marks", "page", "receipt"]);
  const total = (body["page"] as { totalElements: number }).totalElements;
  expect(body["page"]).toEqual({
    number: 1,
    size: 2,
    totalElements: total,
    totalPages: Math.ceil(total / 2),
  });
  expect(body["receipt"]).toMatchObject({
    asOf: isoTime,
    from: null,
    to: isoTime,
    served: "live",
    complete: false,
    reason: "page",
    counted: 2,
    gaps: [],
    arrivedSince: null,
    lateSince: null,
  });
});

it("every event of the account comes through the list byte by byte, whatever is wrong with it", async () => {
  const truth = tested.simulator.truth(KEY).map(({ text }) => text);
  const seen: string[] = [];
  for (let page = 1; seen.length < truth.length; page++) {
    const { text } = await ask(`/api/events?size=100&page=${page}&as_of=${tested.simulator.now}`);
    const items = splitItems(members(text).get("events")!).map((item) => item.text);
    expect(items.length).toBeGreaterThan(0);
    seen.push(...items);
  }
  expect(seen.toSorted()).toEqual(truth.toSorted());
});

it("an event alone is its bytes alone: numbers over 2^53 and __proto__ as they came", async () => {
  for (const telling of ["9007199254740993123", '"__proto__"', "\\u202e", "1E400"]) {
    const found = tested.simulator
      .truth(KEY)
      .find(
        ({ text }) => text.toLowerCase().includes(telling.toLowerCase()) && /"id":"[\w-]{36}"/.test(text),
      );
    if (found === undefined) continue;
    const id = /"id":"([\w-]{36})"/.exec(found.text)![1];
    expect((await ask(`/api/events/${id}?account=${KEY}`)).text).toBe(found.text);
  }
});

it("an event without a usable id is listed under a key of ours, which its marks tell", async () => {
  tested.simulator.addEvents(KEY, [
    {
      raw: '{"id":"a b","event_type":"X","created_at":"2026-11-01T00:00:00"}',
      created_at: "2026-11-01T00:00:00",
    },
  ]);
  const { text } = await ask("/api/events?date_from=2026-11-01T00:00:00&date_to=2026-11-01T00:00:00");
  const marks = JSON.parse(members(text).get("marks")!) as { id: string; codes: string[] }[];
  expect(marks.some(({ id, codes }) => /^x-[0-9a-f]{64}$/.test(id) && codes.length > 0)).toBe(true);
  expect(text).toContain('{"id":"a b","event_type":"X","created_at":"2026-11-01T00:00:00"}');
});

it("a history is resources, changes and receipt, each change with its resource, field, values and provenance", async () => {
  const relay = tested.simulator
    .truth(KEY)
    .findLast(({ text }) => text.includes('"APP_UPDATE"') && text.includes("qx9-relay.example"))!;
  const id = (JSON.parse(relay.text) as { id: string }).id;
  const body = (await ask(`/api/events/${id}/history?account=${KEY}`)).json<{
    resources: { kind: string; value: string }[];
    changes: Record<string, unknown>[];
    receipt: Record<string, unknown>;
  }>();
  expect(body.resources).toContainEqual({ kind: "app", value: "9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5" });
  expect(body.changes.length).toBeGreaterThan(2);
  for (const change of body.changes) {
    expect(change).toMatchObject({
      resource: { kind: expect.any(String), value: expect.any(String) },
      field: expect.any(String),
      provenance: expect.stringMatching(/^(stated|derived|unknown)$/),
    });
    for (const side of ["before", "after"])
      expect(change[side] === null || typeof change[side] === "string").toBe(true);
    expect(typeof change["from"]).toBe(change["provenance"] === "derived" ? "string" : "undefined");
    expect(typeof change["why"]).toBe(change["provenance"] === "unknown" ? "string" : "undefined");
  }
  expect(new Set(body.changes.map(({ provenance }) => provenance))).toEqual(
    new Set(["stated", "derived", "unknown"]),
  );
  expect(body.receipt).toMatchObject({ asOf: isoTime, to: isoTime, served: "live", gaps: [] });
});

it("what arrived since is a number and the moment it counts from", async () => {
  const body = (await ask("/api/events/arrived?window=24h&since=2026-11-21T00:00:00Z")).json();
  expect(body).toEqual({ arrivedSince: expect.any(Number), since: isoTime });
});

it("types are rows of type, description and whether OPTIONS lists them", async () => {
  const body = (await ask("/api/event-types")).json<{ eventTypes: object[]; source: string }>();
  expect(Object.keys(body)).toEqual(["eventTypes", "source"]);
  expect(body.source).toBe("upstream");
  for (const row of body.eventTypes)
    expect(row).toEqual({
      type: expect.any(String),
      description: expect.any(String),
      listed: expect.any(Boolean),
    });
});

it("a reader of one account is given that one, and told nothing of the others' content", async () => {
  await tested.user(["add", "narrow", "--role", "viewer", "--accounts", "b52d77c0"], "correct horse battery");
  const own = await tested.signIn("narrow", "correct horse battery");
  tested.simulator.clearCalls();
  const list = await tested.ask("/api/events?size=1", own);
  expect(list.status).toBe(200);
  expect(list.text).toContain('"account_id":"b52d77c0"');
  for (const path of ["/api/events", "/api/events/an-id", "/api/events/an-id/history", "/api/event-types"])
    for (const account of [KEY, "Acme+production"]) {
      const answer = await tested.ask(`${path}?account=${account}`, own);
      expect(answer.status).toBe(403);
      expect(answer.json()).toMatchObject({ code: "account_forbidden", status: 403 });
    }
  expect(new Set(tested.simulator.calls().map(({ account }) => account))).toEqual(new Set(["b52d77c0"]));
  // Who was refused what is a line of the log: nothing was read, so it is no access record.
  expect(
    tested.log().match(/"message":"refused","code":"account_forbidden","reader":"narrow"/g),
  ).toHaveLength(8);
});

it("health says how it is, and nothing of whose it is", async () => {
  const { text } = await tested.ask("/api/health");
  expect(JSON.parse(text)).toMatchObject({ status: "ok" });
  for (const { name, apiKey, apiSecret } of tested.simulator.accounts)
    for (const word of [name, apiKey, apiSecret]) expect(text).not.toContain(word);
});
