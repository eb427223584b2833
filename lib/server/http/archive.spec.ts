import { afterAll, beforeAll, expect, it } from "vitest";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

const PASSWORD = "correct horse battery";

let tested: TestedConsole;
let reader: string;
let admin: string;
beforeAll(async () => {
  tested = await startTested({ events: 50 }, [], { ARCHIVE_URL: "off" });
  await tested.user(["add", "the.admin", "--role", "admin"], PASSWORD);
  reader = await tested.signIn();
  admin = await tested.signIn("the.admin", PASSWORD);
});
afterAll(() => tested?.stop());

const get = (search: string) => tested.ask(`/api/archive${search}`, reader);
const post = (path: string) =>
  tested.ask(`/api/archive/${path}`, admin, { method: "POST", headers: { origin: tested.url } });

it("says that it is off, to every reader, and asks nothing of Vonage", async () => {
  tested.simulator.clearCalls();
  for (const search of ["", "?account=*", "?account=7c9e4b21"]) {
    const answer = await get(search);
    expect([answer.status, answer.json()]).toEqual([200, { state: "off" }]);
  }
  expect((await tested.ask("/api/health")).json()).toMatchObject({ archive: { state: "off" } });
  expect(tested.simulator.calls()).toEqual([]);
});

it("a state and a timeline need it, and their pages say what can be asked of Vonage instead", async () => {
  for (const path of ["/api/resources/number/447700900678", "/api/resources/number/447700900678/timeline"])
    expect((await tested.ask(path, reader)).json()).toMatchObject({ status: 400, code: "needs_archive" });
  for (const path of ["/timeline", "/timeline/number/447700900678"]) {
    const { status, text } = await tested.ask(path, reader);
    expect(status).toBe(200);
    expect(text).toContain("Timelines need the archive");
  }
  expect((await tested.ask("/events", reader)).text).not.toContain('href="/timeline');
});

it.each([
  ["?account=nobody", "account"],
  ["?account=", "account"],
  ["?account=*&account=*", "account"],
  ["?page=1", "page"],
  ["?__proto__=1", "__proto__"],
  ["/discrepancies", "id"],
  ["/discrepancies?id=a&id=b", "id"],
  ["/discrepancies?id=a&account=nobody", "account"],
])("GET %s is 400 and names %s", async (search, field) => {
  const answer = await get(search);
  expect([answer.status, answer.json()["code"], answer.json()["field"]]).toEqual([
    400,
    "bad_parameter",
    field,
  ]);
});

it.each([
  ["pause?account=nobody", "account"],
  ["verify?date_from=2026-01-01", "date_from"],
  ["retry?date_from=soon", "date_from"],
  ["retry?date_from=2026-01-02&date_to=2026-01-01", "date_from"],
  ["resume?", ""],
  ["verify?account=*", ""],
])("POST %s is 400", async (path, field) => {
  const { status, json } = await post(path);
  const { code, field: named } = json<{ code: string; field?: string }>();
  expect([status, code, named ?? ""]).toEqual([400, field === "" ? "needs_archive" : "bad_parameter", field]);
});

it.each([
  ["id", ""],
  ["seen", "?id=a"],
  ["seen", "?id=a&seen=soon"],
  ["seen", "?id=a&seen=2026-01-02"],
  ["account", "?id=a&seen=2026-01-02T03:04:05Z&account=nobody"],
])("recording other bytes as known names a wrong %s, and is for admins", async (field, search) => {
  for (const method of ["POST", "DELETE"]) {
    const ask = (cookie: string) =>
      tested.ask(`/api/archive/discrepancies${search}`, cookie, { method, headers: { origin: tested.url } });
    const answer = await ask(admin);
    expect([answer.status, answer.json()["field"]]).toEqual([400, field]);
    expect((await ask(reader)).status).toBe(403);
  }
});

it("offers nothing of another name", async () =>
  expect([(await post("delete")).status, (await post("constructor")).status]).toEqual([404, 404]));
