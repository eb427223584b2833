import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, expect, it } from "vitest";
import { accountRow, type Db } from "./db.ts";
import { openForWriting } from "./open-file.ts";
import { openSqliteArchive } from "./open-sqlite-archive.ts";
import { firstHosts } from "./reading/first-hosts.ts";
import { page } from "./reading/page.ts";
import { ACCOUNT, at, event } from "./testing/events.ts";
import { faultsIn } from "./testing/faults-in.ts";
import { ALL } from "./testing/naive.ts";
import { reading } from "./testing/readings.ts";
import { toBatch } from "./writing/incoming.ts";
import { pruneSome, raiseFloor } from "./writing/prune.ts";
import { indexSome } from "./writing/text-index.ts";
import { write } from "./writing/write.ts";

const root = mkdtempSync(join(tmpdir(), "archive-index-texts-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const lacking = async (db: Db) => ((await accountRow(db, ACCOUNT))?.texts_from ?? 0) - 1;

async function found(db: Db, searchText: string): Promise<string[]> {
  const question = { ...ALL, accounts: [ACCOUNT], searchText };
  const slice = { newestFirst: false, offset: 0, limit: 100 };
  return (await page(db, { caseSensitive: false }, question, slice)).events.map(({ id }) => id);
}

it("a store of an earlier version gets its text index while it is open", async () => {
  const kept = fileURLToPath(new URL("testing/stores/0002-known-discrepancies.db.gz", import.meta.url));
  const file = join(root, "old.db");
  writeFileSync(file, gunzipSync(readFileSync(kept)));
  // Nothing is waited for but what was under way when it was closed.
  await (await openSqliteArchive(file)).close();
  const db = await openForWriting(file);
  expect(await lacking(db)).toBe(0);
  expect(await faultsIn(db, ACCOUNT)).toEqual([]);
  await db.destroy();
});

it("every text is found, written and pruned while the index lacks some", async () => {
  const db = await openForWriting(join(root, "half.db"));
  const put = (first: number, count: number) => {
    const seconds = Array.from({ length: count }, (_, i) => first + i);
    const events = seconds.map((i) =>
      event(`e-${i}`, at("10:00:00") + i * 1000, { context: { note: `no-${i}.` } }),
    );
    return write(db, toBatch(reading("10:00:00", "11:30:00", events), null, 0));
  };
  await put(0, 2100);
  // As the step of the store leaves it.
  await sql`insert into event_texts (event_texts) values ('delete-all')`.execute(db);
  await db.updateTable("accounts").set({ texts_from: 2101 }).where("account_id", "=", ACCOUNT).execute();

  const pruneTo = async (second: number) => {
    await raiseFloor(db, ACCOUNT, at("10:00:00") / 1000 + second, 0);
    while ((await pruneSome(db, ACCOUNT)) > 0);
  };
  // The index is empty: it must not be told what to forget.
  await pruneTo(40);
  await put(2100, 5);
  expect(await faultsIn(db, ACCOUNT)).toEqual([]);
  expect(await found(db, "no-30.")).toEqual([]);
  for (const i of [40, 50, 1500, 2099, 2102]) expect(await found(db, `NO-${i}.`)).toEqual([`e-${i}`]);

  expect(await indexSome(db)).toBe(100);
  expect(await faultsIn(db, ACCOUNT)).toEqual([]);
  for (const i of [41, 51, 1501, 2098, 2103]) expect(await found(db, `no-${i}.`)).toEqual([`e-${i}`]);

  // Some that the index lacks, and some that it has.
  await pruneTo(200);
  expect(await found(db, "no-60.")).toEqual([]);
  expect(await found(db, "no-160.")).toEqual([]);
  expect(await faultsIn(db, ACCOUNT)).toEqual([]);

  expect(await indexSome(db)).toBe(0);
  expect(await lacking(db)).toBe(0);
  expect(await faultsIn(db, ACCOUNT)).toEqual([]);
  for (const i of [200, 1502, 2104]) expect(await found(db, `no-${i}.`)).toEqual([`e-${i}`]);
  await db.destroy();
});

it("no host is called new while the index lacks older texts", async () => {
  const db = await openForWriting(join(root, "hosts.db"));
  const sets = (id: string, time: number, host: string) =>
    event(id, time, { context: { appId: "a-1", updated: { url: `https://${host}/a` } } });
  const long = at("10:00:00", "2026-11-10");
  const noon = at("12:00:00");
  const put = (...events: ReturnType<typeof sets>[]) =>
    write(db, toBatch(reading("10:00:00", "13:00:00", events, { from: long }), null, 0));
  await put(sets("old", long, "voice.acme.example"));
  await sql`insert into event_texts (event_texts) values ('delete-all')`.execute(db);
  await db.updateTable("accounts").set({ texts_from: 2 }).where("account_id", "=", ACCOUNT).execute();
  await put(sets("again", noon, "voice.acme.example"), sets("new", noon, "qx9-relay.example"));
  const asked = { "voice.acme.example": noon, "qx9-relay.example": noon };
  const named = () => firstHosts(db, { caseSensitive: false }, [ACCOUNT], asked);
  expect(await named()).toEqual({});
  expect(await indexSome(db)).toBe(0);
  expect(await named()).toEqual({ "qx9-relay.example": noon });
  await db.destroy();
});
