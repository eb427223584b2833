import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  tested = await startTested({ events: 50 });
  cookie = await tested.signIn();
});
afterAll(() => tested?.stop());

async function expectRefused(path: string, field: string) {
  tested.simulator.clearCalls();
  const answer = await tested.ask(path, cookie);
  expect({ path, status: answer.status }).toEqual({ path, status: 400 });
  expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect({ path, ...answer.json() }).toMatchObject({ path, code: "bad_parameter", status: 400, field });
  expect(tested.simulator.calls()).toEqual([]);
}

/** One value that holds, to be repeated. */
const SOUND: Record<string, string> = {
  account: "7c9e4b21",
  event_type: "APP_CREATE",
  exclude_event_type: "APP_CREATE",
  date_from: "2026-01-01",
  date_to: "2026-01-31",
  window: "24h",
  around: "2026-01-01T00:00:00Z",
  pm: "15m",
  search_text: "x",
  user: "jonas.hale@acme.example",
  ip: "203.0.113.77",
  country: "SC",
  source: "CD",
  resource: "number:447700900678",
  exclude_user: "jonas.hale@acme.example",
  exclude_ip: "203.0.113.0/24",
  exclude_country: "SC",
  exclude_source: "CD",
  exclude_resource: "number:447700900678",
  sort: "created_at",
  page: "1",
  size: "30",
  as_of: "2026-11-21T00:00:00Z",
};

const DATES = [
  ..."yesterday 2026 2026-1-1 2026-13-01 2026-00-10 2026-02-30 2025-02-29 2026-04-31 1969-12-31 99999-01-01".split(
    " ",
  ),
  ..."2026-01-01T24:00:00 2026-01-01T10:60:00 2026-01-01T10:00:60 2026-01-01T10 2026-01-01T10:00:00+25:00".split(
    " ",
  ),
  ..."2026-01-01T10:00:00+10:99 20260101 2026-01-01Z 1767225600 -1 NaN null 2026-01-01T10:00:00Zx".split(" "),
  " 2026-01-01",
  "2026-01-01\n",
  "２０２６-01-01",
];
const COUNTS = [
  "0",
  "-1",
  "1.5",
  "1e2",
  "01",
  "+1",
  "0x10",
  "NaN",
  "Infinity",
  " 1",
  "1 ",
  "1,2",
  "١",
  "9".repeat(30),
];

const MALFORMED: Record<string, readonly string[]> = {
  account: [
    "nobody",
    "7C9E4B21",
    "7c9e4b2",
    "a".repeat(129),
    "x\u0000",
    "7c9e4b21,b52d77c0",
    "__proto__",
    "constructor",
  ],
  event_type: [",", "A,,B", "A,", "\u0007", "A".repeat(129), Array(201).fill("A").join(",")],
  exclude_event_type: [",", "A,", "\u0000"],
  exclude_user: [",", "not an actor"],
  exclude_ip: ["999", "1.2.3.4/33"],
  exclude_country: ["ESP", "E1"],
  exclude_source: ["cd", "PORTAL"],
  exclude_resource: ["number", "thing:1", "number:"],
  date_from: DATES,
  date_to: DATES,
  as_of: DATES,
  around: [...DATES, "2026-01-01"],
  window: [
    "0h",
    "24",
    "h",
    "24H",
    "-1d",
    "1.5h",
    "1y",
    "99999999999d",
    "4000d",
    "today,yesterday",
    "tomorrow",
    "24h ",
  ],
  search_text: ["x".repeat(501), "x".repeat(8001)],
  user: ["jonas", "@", "a@", "-1", "a b@c", "1e3", "a@b\u0000"],
  ip: ["1.2.3", "1.2.3.256", "1.2.3.4/33", "1.2.3.4/-1", "::1/129", "localhost", "01.2.3.4", "1.2.3.4/"],
  country: ["G", "GBR", "G1", "--", "ÄÖ"],
  source: ["cd", "API", "CD,cd"],
  resource: ["number", "number:", ":1", "Number:1", "phone:1", `app:${"x".repeat(201)}`, "app:\u0000"],
  sort: ["created", "-id", "asc", "created_at,id", "CREATED_AT", "--created_at"],
  page: [...COUNTS, "1000001"],
  size: [...COUNTS, "101", "1000"],
};

const query = (...pairs: [string, string][]) => `/api/events?${new URLSearchParams(pairs)}`;

describe("GET /api/events", () => {
  it.each(Object.keys(SOUND))("%s: repeated or empty is 400 and names it", async (name) => {
    const value = SOUND[name]!;
    await expectRefused(query([name, value], [name, value]), name);
    await expectRefused(query([name, value], ["size", "5"], [name, value]), name === "size" ? "size" : name);
    await expectRefused(query([name, ""]), name);
    await expectRefused(`/api/events?${name}`, name);
    await expectRefused(`/api/events?${name}=&${name}=`, name);
    await expectRefused(query([name, "x".repeat(9000)]), name);
  });

  it.each(Object.keys(MALFORMED))("%s: what is malformed is 400 and names it", async (name) => {
    for (const value of MALFORMED[name]!) await expectRefused(query([name, value]), name);
  });

  it.each(["0m", "15", "m", "1w", "-1m", "15M", "1.5h", "99999d"])("pm=%s beside around is 400", async (pm) =>
    expectRefused(query(["around", SOUND["around"]!], ["pm", pm]), "pm"),
  );

  it.each([
    "q",
    "Page",
    "page ",
    "event-type",
    "eventType",
    "cursor",
    "limit",
    "constructor",
    // Next's own reading of a query loses this one.
    "__proto__",
    "event",
    "a".repeat(64),
  ])("%s is no parameter", async (name) => expectRefused(query([name, "1"]), name));

  it("what excludes each other is 400 and names one of the two", async () => {
    const both = (...names: string[]) =>
      query(...names.map((name): [string, string] => [name, SOUND[name]!]));
    await expectRefused(both("window", "date_from"), "window");
    await expectRefused(both("date_to", "window"), "window");
    await expectRefused(both("window", "around"), "window");
    await expectRefused(both("around", "date_from"), "around");
    await expectRefused(both("around", "pm", "date_to"), "around");
    await expectRefused(both("pm"), "pm");
    await expectRefused(both("window", "pm"), "pm");
    await expectRefused(query(["date_from", "2026-02-01"], ["date_to", "2026-01-01"]), "date_from");
  });

  it("the corpus refuses nothing that is sound: each alone is an answer, or needs the archive", async () => {
    for (const [name, value] of Object.entries(SOUND)) {
      if (name === "pm") continue;
      const answer = await tested.ask(query([name, value]), cookie);
      const archived = /^(exclude_.*|user|ip|country|source|resource)$/.test(name);
      expect({ name, status: answer.status }).toEqual({ name, status: archived ? 400 : 200 });
      if (archived) expect(answer.json()).toMatchObject({ code: "filter_needs_archive", field: name });
    }
    expect((await tested.ask(query(["around", SOUND["around"]!], ["pm", "15m"]), cookie)).status).toBe(200);
  });
});

describe("GET /api/events/arrived", () => {
  const SINCE: [string, string] = ["since", "2026-11-21T00:00:00Z"];
  const arrived = (...pairs: [string, string][]) => `/api/events/arrived?${new URLSearchParams(pairs)}`;

  it.each(Object.keys(MALFORMED))("%s: what is malformed for a list is so here", async (name) => {
    for (const value of MALFORMED[name]!) await expectRefused(arrived(SINCE, [name, value]), name);
    await expectRefused(arrived(SINCE, [name, SOUND[name]!], [name, SOUND[name]!]), name);
  });

  it("wants since, once, and as a time", async () => {
    await expectRefused(arrived(), "since");
    await expectRefused(arrived(SINCE, SINCE), "since");
    for (const value of DATES) await expectRefused(arrived(["since", value]), "since");
  });
});

it("a page whose address has an unknown name asks nothing of Vonage", async () => {
  for (const name of ["q", "__proto__", "constructor", "since"]) {
    tested.simulator.clearCalls();
    const { status, text } = await tested.ask(`/events?${name}=1`, cookie);
    expect({ name, status }).toEqual({ name, status: 200 });
    expect(text).not.toContain('data-event-id="');
    expect(tested.simulator.calls()).toEqual([]);
  }
});

describe.each(["/api/event-types", "/api/events/an-id", "/api/events/an-id/history"])("GET %s", (path) => {
  it("takes an account and nothing else", async () => {
    await expectRefused(`${path}?account=nobody`, "account");
    await expectRefused(`${path}?account=`, "account");
    await expectRefused(`${path}?account=7c9e4b21&account=7c9e4b21`, "account");
    await expectRefused(`${path}?page=1`, "page");
    await expectRefused(`${path}?__proto__=1`, "__proto__");
    await expectRefused(`${path}?account=7c9e4b21&search_text=x`, "search_text");
    await expectRefused(`${path}?account=${"a".repeat(9000)}`, "account");
  });
});

it.each(["%zz", "a%2fb", "a%20b", "%F0%9F%92%A9", "a".repeat(129), "a%00", "%252e%252e", "a;b", "<script>"])(
  "/api/events/%s is no id: 400, naming id",
  async (id) => {
    const encoded = id.replaceAll("<", "%3C").replaceAll(">", "%3E");
    await expectRefused(`/api/events/${encoded}`, "id");
    await expectRefused(`/api/events/${encoded}/history`, "id");
  },
);
