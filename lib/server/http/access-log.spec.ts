import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, startTested, type TestedConsole } from "../testing/running-console.ts";

const PASSWORD = "correct horse battery";
const ROLES = ["viewer", "analyst", "admin"] as const;

interface Log {
  upTo: number;
  records: {
    at: string;
    reader: string;
    verb: string;
    query: string;
    account: string | null;
    address: string;
  }[];
  page: { number: number; size: number; totalElements: number; totalPages: number };
}

let tested: TestedConsole;
const cookies = {} as Record<(typeof ROLES)[number], string>;
beforeAll(async () => {
  tested = await startTested({ events: 80 });
  for (const role of ROLES) {
    await tested.user(["add", `the.${role}`, "--role", role], PASSWORD);
    cookies[role] = await tested.signIn(`the.${role}`, PASSWORD);
  }
});
afterAll(() => tested?.stop());

const ask = (search: string, cookie: string | undefined = cookies.admin) =>
  tested.ask(`/api/access-log${search}`, cookie);
const log = async (search = "") => {
  const answer = await ask(search);
  expect(answer.status).toBe(200);
  return answer.json() as unknown as Log;
};
const of = async (reader: string) =>
  (await log(`?user=${encodeURIComponent(reader)}&size=100`)).records
    .reverse()
    .map(({ verb, account, query }) => [verb, account, query]);
const codeOf = (answer: Answer) => [answer.status, answer.json<{ code: string }>().code];

it("is for admins: 403 for others, whatever they ask, 401 for nobody", async () => {
  for (const search of ["", "?page=0", "?nonsense=1"]) {
    expect(codeOf(await ask(search, cookies.viewer))).toEqual([403, "forbidden"]);
    expect(codeOf(await ask(search, cookies.analyst))).toEqual([403, "forbidden"]);
    expect(codeOf(await tested.ask(`/api/access-log${search}`))).toEqual([401, "unauthorized"]);
  }
});

it.each([
  ["?page=0", "page"],
  ["?page=x", "page"],
  ["?size=101", "size"],
  ["?date_from=soon", "date_from"],
  ["?date_to=2026-02-30", "date_to"],
  ["?date_from=2026-01-02&date_to=2026-01-01", "date_from"],
  ["?user=", "user"],
  ["?user=a&user=b", "user"],
  ["?user=a%00b", "user"],
  ["?verb=list", "verb"],
  ["?up_to=0", "up_to"],
  ["?up_to=x", "up_to"],
  ["?__proto__=1", "__proto__"],
  ["?account=7c9e4b21", "account"],
])("%s is 400 and names %s", async (search, field) => {
  const answer = await ask(search);
  expect(codeOf(answer)).toEqual([400, "bad_parameter"]);
  expect(answer.json()).toMatchObject({ field });
});

it("tells who listed what, once for all its pages and polls, whichever door was used", async () => {
  const cookie = await tested.signIn();
  await Promise.all(
    Array.from({ length: 8 }, (_, i) => tested.ask(`/api/events?window=24h&page=${i + 1}&size=10`, cookie)),
  );
  expect((await tested.ask("/events?window=24h", cookie)).status).toBe(200);
  await tested.ask(
    "/api/events?search_text=%22%7D%2C%0A%7B%22reader%22%3A%22eve%22%2C%22verb%22%3A%22list",
    cookie,
  );
  const { id } = JSON.parse(tested.simulator.truth("7c9e4b21")[5]!.text) as { id: string };
  await tested.ask(`/events/${id}`, cookie);
  await tested.ask(`/api/events/${id}/history?account=7c9e4b21`, cookie);
  await tested.ask(`/api/events/${id}`, cookie);
  await tested.ask("/api/event-types", cookie);
  // The page's own poll is the same reading.
  for (const since of [Date.now() - 60_000, Date.now() - 3_600_000])
    await tested.ask(`/api/events/arrived?window=24h&since=${new Date(since).toISOString()}`, cookie);
  await tested.ask("/settings/connection", cookie);
  const told = await of("demo");
  const checks = told.splice(4).map(([verb, account]) => `${verb} ${account}`);
  expect(told).toEqual([
    ["sign_in", null, ""],
    ["list", "7c9e4b21", "window=24h"],
    ["list", "7c9e4b21", "search_text=%22%7D,%0A%7B%22reader%22:%22eve%22,%22verb%22:%22list"],
    ["event", "7c9e4b21", id],
  ]);
  expect(checks.sort()).toEqual(tested.simulator.accounts.map(({ apiKey }) => `connection ${apiKey}`).sort());
  expect((await log("?user=eve")).records).toEqual([]);
});

it("knows the other end of the connection, for pages and routes alike", async () => {
  const { records } = await log("?size=100");
  expect(records.length).toBeGreaterThan(5);
  expect(new Set(records.map(({ address }) => address))).toEqual(new Set(["127.0.0.1"]));
});

it("holds sign-ins, refusals with the name as typed, and sign-outs", async () => {
  const typed = '"},{"reader":"\u202eadmin\u202c\n';
  for (const name of ["The.Viewer", typed])
    await expect(tested.signIn(name, "Tr0ub4dor&3")).rejects.toThrow("401");
  await tested.signOut(await tested.signIn("the.viewer", PASSWORD));
  const told = (await of("the.viewer")).map(([verb]) => verb);
  expect(told).toEqual(["sign_in", "sign_in_refused", "sign_in", "sign_out"]);
  const { records } = await log("?size=100");
  expect(records.filter(({ verb }) => verb === "sign_in_refused").map(({ reader }) => reader)).toEqual([
    typed,
    "the.viewer",
  ]);
  expect(JSON.stringify(records)).not.toContain("Tr0ub4dor");
});

it("is read page by page, and its own reading is recorded", async () => {
  const { page } = await log();
  const seen = new Set<string>();
  const end = new Date().toISOString();
  for (let number = 1; number <= Math.ceil(page.totalElements / 3); number++)
    for (const record of (await log(`?size=3&page=${number}&date_to=${end}`)).records)
      seen.add(JSON.stringify(record));
  expect(seen.size).toBeGreaterThanOrEqual(page.totalElements - 3);
  expect((await log("?page=99999")).records).toEqual([]);
  const own = (await of("the.admin")).filter(([verb]) => verb === "access_log").map(([, , query]) => query);
  expect(own).toContain("");
  expect(own.filter((query) => String(query).startsWith("date_to="))).toHaveLength(1);
});

it("pinned by its latest record, no page moves however many are written meanwhile, also within one second", async () => {
  const first = await log("?size=4");
  const pages = [first.records];
  for (let number = 2; number <= first.page.totalPages; number++) {
    for (let i = 0; i < 3; i++) await tested.ask(`/api/events?search_text=p${number}i${i}`, cookies.viewer);
    const next = await log(`?size=4&page=${number}&up_to=${first.upTo}`);
    expect(next.page).toEqual({ ...first.page, number });
    expect(next.upTo).toBe(first.upTo);
    pages.push(next.records);
  }
  const all: Log["records"] = [];
  for (let number = 1; number <= Math.ceil(first.page.totalElements / 100); number++)
    all.push(...(await log(`?size=100&page=${number}&up_to=${first.upTo}`)).records);
  expect(pages.flat()).toEqual(all);
  expect(all).toHaveLength(first.page.totalElements);
  expect((await log()).page.totalElements).toBeGreaterThan(first.page.totalElements);
});

it("its page is the admin's too; others are told so, and see no record and no name", async () => {
  const page = await tested.ask("/access-log", cookies.admin);
  expect(page.status).toBe(200);
  expect(page.text).toContain("Signed in");
  expect(page.text).toContain('href="/access-log"');
  for (const role of ["viewer", "analyst"] as const) {
    const { text } = await tested.ask("/access-log", cookies[role]);
    expect(text).toContain("Only admins read the access log");
    expect(text).not.toContain("the.admin");
    expect(text).not.toContain("Signed in");
    expect((await tested.ask("/settings/connection", cookies[role])).text).not.toContain(
      'href="/access-log"',
    );
  }
});

describe("when the record cannot be written", () => {
  const broken = async (work: () => Promise<void>) => {
    const database = new DatabaseSync(join(tested.dataDir, "console.db"));
    database.exec("alter table access_records rename to elsewhere");
    try {
      await work();
    } finally {
      database.exec("alter table elsewhere rename to access_records");
      database.close();
    }
  };

  it("no route and no page serves an event, nobody signs in, and Vonage is not asked", async () => {
    const { id } = JSON.parse(tested.simulator.truth("7c9e4b21")[7]!.text) as { id: string };
    const paths = [
      "/api/events?window=90d",
      `/api/events/${id}?account=7c9e4b21`,
      `/api/events/${id}/history?account=7c9e4b21`,
      "/api/access-log?user=nobody",
    ];
    const pages = [
      "/events?window=90d",
      `/events/${id}?account=7c9e4b21`,
      "/settings/connection",
      "/access-log?user=nobody",
    ];
    tested.simulator.clearCalls();
    await broken(async () => {
      for (const path of paths) {
        const answer = await tested.ask(path, cookies.admin);
        expect([path, ...codeOf(answer)]).toEqual([path, 503, "record_unavailable"]);
        expect(answer.text).not.toContain(id);
      }
      for (const path of pages) {
        const { status, text } = await tested.ask(path, cookies.admin);
        expect({ path, status }).toEqual({ path, status: 200 });
        expect(text).toContain("record_unavailable");
        expect(text).not.toContain('data-event-id="');
        expect(text).not.toMatch(/No events|None recorded/);
      }
      await expect(tested.signIn()).rejects.toThrow("503");
      const { status, text } = await tested.ask("/api/health");
      expect(status).toBe(503);
      expect(JSON.parse(text)).toMatchObject({ status: "failed", record: "failed" });
      for (const { name, apiKey, apiSecret } of tested.simulator.accounts)
        for (const word of [name, apiKey, apiSecret, tested.dataDir]) expect(text).not.toContain(word);
    });
    expect(tested.simulator.calls()).toEqual([]);
    expect((await tested.ask(paths[0]!, cookies.admin)).status).toBe(200);
    expect(await tested.signIn()).toContain("session-token");
    // What was found out holds for three seconds.
    await expect
      .poll(async () => (await tested.ask("/api/health")).status, { timeout: 20_000, interval: 500 })
      .toBe(200);
  });
});
