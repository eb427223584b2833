import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ArchiveReport } from "../../audit/archive-report.ts";
import { type ExportFormat, MOST_LIVE } from "../../audit/export.ts";
import { splitItems } from "../../audit/json-text.ts";
import type { PageInfo } from "../../audit/list-page.ts";
import { toIso } from "../../audit/time/format.ts";
import { FULL } from "../../testing/sample.ts";
import { begin, ended, firstBytes, statusOf } from "../testing/downloads.ts";
import { parseCsv } from "../testing/parse-csv.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

/** Exports as they leave a console that has an archive. */
const PASSWORD = "correct horse battery";
const ALL = ["7c9e4b21", "b52d77c0"] as const;
const folder = mkdtempSync(join(tmpdir(), "export-archive-"));
/** An hour ago everything had settled. */
const AS_OF = toIso(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);

let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  const env = { ARCHIVE_URL: `sqlite:${join(folder, "archive.db")}`, AUDIT_UPSTREAM_RPS: "2000" };
  tested = await startTested({ events: 12_000 }, [], env);
  cookie = await tested.signIn();
  for (const account of ALL)
    await vi.waitFor(
      async () => {
        const report = await tested.ask(`/api/archive?account=${account}`, cookie);
        expect(report.json<ArchiveReport>()).toMatchObject({
          events: tested.simulator.truth(account).length,
          backfill: { state: "done", remaining: 0 },
        });
      },
      { timeout: 60_000, interval: 250 },
    );
}, 90_000);
afterAll(async () => {
  await tested?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** How many the list says there are. */
const listed = async (search: string) =>
  (await tested.ask(`/api/events?${search}&size=1`, cookie)).json<{ page: PageInfo }>().page.totalElements;

const IDS: Record<ExportFormat, (text: string) => (string | undefined)[]> = {
  csv: (text) =>
    parseCsv(text)
      .slice(1)
      .map(([id]) => id),
  ndjson: (text) =>
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => (JSON.parse(line) as { id: string }).id),
  json: (text) => splitItems(text.trim()).map((item) => (JSON.parse(item.text) as { id: string }).id),
};

describe.each(["csv", "ndjson", "json"] as const)("%s", (format) => {
  it.each([
    ["everything of all accounts, more than could be read live", "account=*"],
    ["what Vonage cannot filter", "account=*&country=SC,GB&exclude_event_type=USER_LOGIN"],
    ["a common text, oldest first", "search_text=acme&sort=created_at"],
  ])("%s: as many rows as the list says, each once, with the receipt that proves it", async (_, search) => {
    const asked = `${search}&as_of=${AS_OF}`;
    const total = await listed(asked);
    expect(total).toBeGreaterThan(search === "account=*" ? MOST_LIVE : 50);
    const id = randomUUID();
    const answer = await tested.ask(`/api/events/export?${asked}&format=${format}&export_id=${id}`, cookie);
    expect(answer.status).toBe(200);
    expect(answer.headers.link).toBe(`</api/exports/${id}>; rel="describedby"`);
    const ids = IDS[format](answer.text);
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
    expect(await statusOf(tested, id, cookie)).toMatchObject({
      state: "done",
      count: total,
      total,
      bytes: Buffer.byteLength(answer.text),
      sha256: createHash("sha256").update(answer.text).digest("hex"),
      receipt: {
        served: "archive",
        complete: true,
        counted: total,
        gaps: [],
        ...(search.startsWith("account=*") ? { accounts: ALL } : {}),
      },
    });
  });
});

it("with Vonage gone it is whole all the same, and Vonage is not asked", async () => {
  const search = `account=*&country=SC&as_of=${AS_OF}`;
  const total = await listed(search);
  tested.simulator.setFaults([{ match: {}, fault: { kind: "status", status: 503 } }]);
  const { text } = await tested.ask(`/api/events/export?${search}&format=ndjson`, cookie);
  tested.simulator.clearFaults();
  expect(IDS.ndjson(text)).toHaveLength(total);
});

it(`${FULL ? 100 : 20} browsers that leave: none goes on, and the next one is served whole`, async () => {
  await tested.user(["add", "leaver", "--role", "analyst"], PASSWORD);
  const leaver = await tested.signIn("leaver", PASSWORD);
  const path = `/api/events/export?account=*&as_of=${AS_OF}&format=csv`;
  for (let i = 0; i < (FULL ? 100 : 20); i++) {
    const id = `left-${i}`;
    const reply = await begin(tested, `${path}&export_id=${id}`, leaver);
    reply.on("error", () => {});
    await firstBytes(reply);
    reply.destroy();
    expect(await ended(tested, id, leaver)).toMatchObject({ state: "aborted", sha256: null, receipt: null });
  }
  const { text } = await tested.ask(path, leaver);
  expect(IDS.csv(text)).toHaveLength(await listed(`account=*&as_of=${AS_OF}`));
}, 120_000);
