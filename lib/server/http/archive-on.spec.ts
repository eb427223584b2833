import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ArchiveReport } from "../../audit/archive-report.ts";
import type { ResourceTimeline } from "../../audit/timeline.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

const PASSWORD = "correct horse battery";
const folder = mkdtempSync(join(tmpdir(), "archive-on-"));

let tested: TestedConsole;
let reader: string;
let admin: string;
beforeAll(async () => {
  const env = { ARCHIVE_URL: `sqlite:${join(folder, "archive.db")}`, AUDIT_SYNC_SECONDS: "5" };
  tested = await startTested({ events: 400 }, [], env);
  await tested.user(["add", "the.admin", "--role", "admin"], PASSWORD);
  await tested.user(["add", "emea", "--role", "viewer", "--accounts", "b52d77c0"], PASSWORD);
  reader = await tested.signIn();
  admin = await tested.signIn("the.admin", PASSWORD);
});
afterAll(async () => {
  await tested?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const report = async (account: string, cookie = reader) =>
  (await tested.ask(`/api/archive?account=${account}`, cookie)).json<ArchiveReport>();
const post = (path: string, cookie = admin) =>
  tested.ask(`/api/archive/${path}`, cookie, { method: "POST", headers: { origin: tested.url } });

it("fills itself, and tells when it is done", async () => {
  for (const { apiKey } of tested.simulator.accounts)
    await expect
      .poll(() => report(apiKey), { timeout: 30_000, interval: 250 })
      .toMatchObject({
        account: apiKey,
        events: tested.simulator.truth(apiKey).length,
        backfill: { state: "done", remaining: 0, refused: false },
        discrepancies: [],
        verified: null,
      });
  const { coverage } = await report("7c9e4b21");
  expect(coverage[0]).toMatchObject({ from: null, state: "settled" });
  expect(coverage.at(-1)).toMatchObject({ to: null, state: "unasked" });
});

it("* is what the reader may see", async () => {
  const emea = await tested.signIn("emea", PASSWORD);
  const { accounts } = (await tested.ask("/api/archive?account=*", emea)).json<{
    accounts: ArchiveReport[];
  }>();
  expect(accounts.map(({ account }) => account)).toEqual(["b52d77c0"]);
  expect((await tested.ask("/api/archive?account=7c9e4b21", emea)).status).toBe(403);
  expect((await tested.ask("/archive", emea)).text).not.toContain("7c9e4b21");
});

it("an admin verifies behind the answer, and pauses and resumes; others may not", async () => {
  for (const act of ["verify", "pause", "resume", "retry"])
    expect((await post(act, reader)).status, act).toBe(403);
  const answer = await post("verify?account=*");
  expect(answer.status).toBe(202);
  for (const { apiKey } of tested.simulator.accounts)
    await expect
      .poll(() => report(apiKey), { timeout: 20_000, interval: 250 })
      .toMatchObject({
        verifying: null,
        verified: { state: "unaltered", records: tested.simulator.truth(apiKey).length },
      });
  expect((await post("pause?account=7c9e4b21")).json()).toMatchObject({
    backfill: { state: "paused", refused: false },
  });
  expect((await report("b52d77c0")).backfill.state).toBe("done");
  expect((await post("resume?account=7c9e4b21")).status).toBe(200);
  await expect.poll(async () => (await report("7c9e4b21")).backfill.state).toBe("done");
});

it("other bytes for an id count in metrics and health until an admin records them as known", async () => {
  const database = new DatabaseSync(join(folder, "archive.db"));
  database.exec("pragma busy_timeout = 5000");
  const seen = "2026-11-21T07:53:12Z";
  database
    .prepare("insert into discrepancies (account_id, id, digest, seen_at, raw) values (?, ?, ?, ?, ?)")
    .run("7c9e4b21", "a/b c", new Uint8Array(32), Date.parse(seen), "{}");
  database.close();
  const count = async () => [
    /^audit_archive_discrepancies\{account="Acme production"\} (\d+)$/m.exec(
      (await tested.ask("/metrics", admin)).text,
    )?.[1],
    (await tested.ask("/api/health")).json<{ archive: { discrepancies: number } }>().archive.discrepancies,
  ];
  const change = (method: string) =>
    tested.ask(
      `/api/archive/discrepancies?${new URLSearchParams({ account: "7c9e4b21", id: "a/b c", seen })}`,
      admin,
      { method, headers: { origin: tested.url } },
    );
  await expect.poll(count, { timeout: 10_000, interval: 250 }).toEqual(["1", 1]);
  const known = await change("POST");
  expect(known.status).toBe(200);
  expect(known.json<ArchiveReport>().discrepancies).toMatchObject([
    { id: "a/b c", seen, known: { by: "the.admin" } },
  ]);
  await expect.poll(count, { timeout: 10_000, interval: 250 }).toEqual(["0", 0]);
  expect((await change("DELETE")).json<ArchiveReport>().discrepancies).toMatchObject([{ known: null }]);
});

it.each([
  ["%25", "%"],
  ["a%2525b", "a%25b"],
  ["x%2Fy", "x/y"],
  ["ana.ruiz%40acme.example", "ana.ruiz@acme.example"],
])("a resource's value %s in an address is read once, as %s", async (written, value) => {
  const answer = await tested.ask(`/api/resources/user/${written}`, reader);
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({ resource: { kind: "user", value } });
});

it("a timeline is answered to whom the account is granted, a page at a time", async () => {
  const path = "/api/resources/number/447700900678/timeline";
  const answer = await tested.ask(path, reader);
  expect(answer.status).toBe(200);
  const told = answer.json<ResourceTimeline>();
  expect(told).toMatchObject({ resource: { kind: "number", value: "447700900678" }, since: null, gaps: [] });
  expect(told.events).toHaveLength(told.total);
  expect(told.total).toBeGreaterThan(0);
  expect((await tested.ask(`${path}?page=2`, reader)).json()).toMatchObject({
    events: [],
    total: told.total,
  });

  const emea = await tested.signIn("emea", PASSWORD);
  expect((await tested.ask(`${path}?account=7c9e4b21`, emea)).status).toBe(403);
  expect((await tested.ask(`${path}?account=b52d77c0`, emea)).status).toBe(200);
  expect((await tested.ask(path)).status).toBe(401);
});

it.each([
  ["/api/resources/host/x/timeline", "resource"],
  [`/api/resources/app/${"x".repeat(201)}/timeline`, "resource"],
  ["/api/resources/number/1/timeline?page=0", "page"],
  ["/api/resources/number/1/timeline?at=now", "at"],
  ["/api/resources/number/1/timeline?account=nobody", "account"],
])("%s is 400 and names %s", async (path, field) => {
  const answer = await tested.ask(path, reader);
  expect([answer.status, answer.json()["code"], answer.json()["field"]]).toEqual([
    400,
    "bad_parameter",
    field,
  ]);
});

it("the page of a timeline has its events in the first HTML; what is pasted leads to it; what is no thing is 404", async () => {
  const page = await tested.ask("/timeline/number/447700900678", reader);
  expect(page.status).toBe(200);
  const [first] = (
    await tested.ask("/api/resources/number/447700900678/timeline", reader)
  ).json<ResourceTimeline>().events;
  expect(page.text).toContain(`data-event-id="${first?.id}"`);
  const found = await tested.ask("/timeline?find=%2B447700900678", reader);
  expect(found.headers.location ?? found.text).toContain("/timeline/number/447700900678");
  expect((await tested.ask("/timeline/host/x", reader)).status).toBe(404);
  expect((await tested.ask("/timeline/number/447700900678?at=soon", reader)).text).toContain("bad_parameter");
  expect((await tested.ask("/timeline/number/447700900678")).headers.location).toContain("/sign-in");
});

it("health and metrics tell lag and coverage, without a key in them", async () => {
  const health = async () => (await tested.ask("/api/health")).json<Record<string, unknown>>();
  // What it knows of the filling is kept for some seconds.
  await expect.poll(health, { timeout: 20_000, interval: 250 }).toMatchObject({
    status: "ok",
    archive: { state: "ok", lagSeconds: expect.any(Number), coverage: { remaining: 0, gaps: 0 } },
  });
  const { text } = await tested.ask("/metrics", admin);
  expect(text).toMatch(/^audit_archive_lag_seconds\{account="Acme production"\} \d+$/m);
  expect(text).toContain(
    `audit_archive_events{account="Acme EMEA"} ${tested.simulator.truth("b52d77c0").length}\n`,
  );
  for (const { apiKey } of tested.simulator.accounts)
    expect(text + JSON.stringify(await health())).not.toContain(apiKey);
});
