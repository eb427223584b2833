import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ONE_RECORD_MS } from "../../audit/access-log.ts";
import { openConsoleStore, type ConsoleStore } from "../database/open-store.ts";
import { type Access, writeAccess, writeAccessOnce } from "./access-record.ts";
import { findAccessRecords } from "./find-access-records.ts";

let dir: string;
let store: ConsoleStore;
const NOW = Date.UTC(2026, 10, 21, 3, 12, 9);
const ACCESS: Access = {
  reader: "ines",
  session: "s-1",
  address: "127.0.0.1",
  verb: "list",
  account: "7c9e4b21",
  query: "window=24h",
};
const UNAVAILABLE = { code: "record_unavailable", status: 503 };

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "access-"));
  store = await openConsoleStore(dir);
});
afterEach(async () => {
  await store.destroy();
  rmSync(dir, { recursive: true, force: true });
});

const rows = () => store.selectFrom("access_records").selectAll().orderBy("id").execute();

it("is one record for the same question within five minutes, and another after", async () => {
  for (const after of [0, 1, 60_000, ONE_RECORD_MS - 1]) await writeAccessOnce(store, ACCESS, NOW + after);
  expect(await rows()).toEqual([{ id: 1, at: NOW, ...ACCESS }]);
  await writeAccessOnce(store, ACCESS, NOW + ONE_RECORD_MS);
  await writeAccessOnce(store, ACCESS, NOW + 2 * ONE_RECORD_MS - 1);
  expect((await rows()).map(({ at }) => at)).toEqual([NOW, NOW + ONE_RECORD_MS]);
});

it("is a record of its own for another reader, session, address, verb, account or question", async () => {
  const others: Partial<Access>[] = [
    { reader: "rui" },
    { session: "s-2" },
    { address: "::1" },
    { verb: "export" },
    { account: "b52d77c0" },
    { account: null },
    { query: "window=7d" },
    { query: "" },
  ];
  for (const other of [{}, ...others, ...others]) await writeAccessOnce(store, { ...ACCESS, ...other }, NOW);
  expect(await rows()).toHaveLength(1 + others.length);
});

it("is written anew after the clock went back", async () => {
  await writeAccessOnce(store, ACCESS, NOW);
  await writeAccessOnce(store, ACCESS, NOW - 1);
  expect(await rows()).toHaveLength(2);
});

it("fifty at once are one record, and all wait for it; numbers have no gap", async () => {
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      await writeAccessOnce(store, ACCESS, NOW);
      expect(await rows()).toHaveLength(1);
    }),
  );
  await Promise.all(
    Array.from({ length: 50 }, (_, i) => writeAccess(store, { ...ACCESS, query: `${i}` }, NOW)),
  );
  expect((await rows()).map(({ id }) => id)).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
});

it("is in the file for another process when it resolves", async () => {
  await writeAccessOnce(store, ACCESS, NOW);
  const other = await openConsoleStore(dir);
  expect(await other.selectFrom("access_records").select("query").execute()).toEqual([
    { query: "window=24h" },
  ]);
  await other.destroy();
});

it("remembers a bounded number of questions; a forgotten one costs a record", async () => {
  await sql`pragma synchronous = off`.execute(store);
  await writeAccessOnce(store, ACCESS, NOW);
  for (let i = 0; i < 10_000; i++) await writeAccessOnce(store, { ...ACCESS, query: String(i) }, NOW);
  await writeAccessOnce(store, { ...ACCESS, query: "9999" }, NOW);
  expect(await rows()).toHaveLength(10_001);
  await writeAccessOnce(store, ACCESS, NOW);
  expect(await rows()).toHaveLength(10_002);
});

it("keeps texts of others as they are, within bounds", async () => {
  const hostile =
    '"},\n{"verb":"sign_in"}\r\n\u202e\u0000\u001b[2J<script>\u2028\'); drop table access_records;--';
  await writeAccess(store, { ...ACCESS, reader: hostile.slice(0, 60), query: hostile }, NOW);
  await writeAccess(store, { ...ACCESS, reader: "😀".repeat(40), query: "x".repeat(9000) }, NOW + 1000);
  const query = { user: null, from: null, to: null, upTo: null, page: 1, size: 50 };
  const log = await findAccessRecords(store, query);
  const text = JSON.stringify(log);
  expect(text.split("\n")).toHaveLength(1);
  expect(JSON.parse(text)).toEqual(log);
  expect(log.records).toHaveLength(2);
  const kept = hostile.replace("\0", "\ufffd");
  expect(log.records[1]).toMatchObject({ verb: "list", reader: kept.slice(0, 60), query: kept });
  expect(log.records[0]?.reader).toBe(`${"😀".repeat(31)}…`);
  expect(log.records[0]?.query).toBe(`${"x".repeat(7999)}…`);
});

describe("a record that cannot be written", () => {
  const BREAKAGES: Record<string, (store: ConsoleStore) => Promise<unknown>> = {
    "a full disk": (broken) => sql`pragma max_page_count = 1`.execute(broken),
    "a read-only store": (broken) => sql`pragma query_only = on`.execute(broken),
    "a table that is gone": (broken) => sql`drop table access_records`.execute(broken),
    "a closed store": (broken) => broken.destroy(),
  };

  it.each(Object.keys(BREAKAGES))(
    "%s is a failure of its own code, and nothing is remembered",
    async (what) => {
      await writeAccessOnce(store, ACCESS, NOW);
      await BREAKAGES[what]!(store);
      // A full disk still has room for what fits into pages that are there.
      const long = { ...ACCESS, query: "x".repeat(8000) };
      await expect(writeAccess(store, long, NOW)).rejects.toMatchObject(UNAVAILABLE);
      await expect(writeAccessOnce(store, long, NOW)).rejects.toMatchObject(UNAVAILABLE);
      // Neither that question nor one that was recorded before is answered from memory now.
      await expect(writeAccessOnce(store, long, NOW + 1)).rejects.toMatchObject(UNAVAILABLE);
      if (what !== "a full disk")
        await expect(writeAccessOnce(store, ACCESS, NOW + 1)).rejects.toMatchObject(UNAVAILABLE);
    },
  );

  it("fails all that wait for it, and is tried again by the next", async () => {
    await sql`pragma query_only = on`.execute(store);
    const waiting = await Promise.allSettled(
      Array.from({ length: 9 }, () => writeAccessOnce(store, ACCESS, NOW)),
    );
    expect(waiting.map(({ status }) => status)).toEqual(Array(9).fill("rejected"));
    await sql`pragma query_only = off`.execute(store);
    await writeAccessOnce(store, ACCESS, NOW);
    expect(await rows()).toHaveLength(1);
  });

  it("a memory that may be stale is not trusted: the record is written anew", async () => {
    await writeAccessOnce(store, ACCESS, NOW);
    await writeAccessOnce(store, ACCESS, NOW, () => false);
    expect(await rows()).toHaveLength(2);
    await writeAccessOnce(store, ACCESS, NOW, () => true);
    expect(await rows()).toHaveLength(2);
  });
});

it("is found by reader and window, newest first, page by page", async () => {
  for (let i = 0; i < 7; i++)
    await writeAccess(store, { ...ACCESS, reader: i % 2 ? "rui" : "ines", query: String(i) }, NOW + i * 500);
  const find = async (asked: object) => {
    const query = { user: null, from: null, to: null, upTo: null, page: 1, size: 50, ...asked };
    const { records, page } = await findAccessRecords(store, query);
    return [records.map((one) => one.query).join(""), page.totalElements, page.totalPages];
  };
  expect(await find({})).toEqual(["6543210", 7, 1]);
  expect(await find({ user: "rui" })).toEqual(["531", 3, 1]);
  expect(await find({ user: "RUI" })).toEqual(["", 0, 0]);
  expect(await find({ size: 3, page: 2 })).toEqual(["321", 7, 3]);
  expect(await find({ size: 3, page: 9 })).toEqual(["", 7, 3]);
  // Both ends are whole seconds, and belong to it.
  expect(await find({ from: NOW + 1000, to: NOW + 2000 })).toEqual(["5432", 4, 1]);
  expect(await find({ user: "rui", to: NOW })).toEqual(["1", 1, 1]);
  // Up to a record by its number: later ones of the same second are not in it.
  expect(await find({ upTo: 5 })).toEqual(["43210", 5, 1]);
  expect(await find({ upTo: 5, size: 2, page: 3 })).toEqual(["0", 5, 3]);
  expect(await find({ upTo: 5, user: "rui" })).toEqual(["31", 2, 1]);
});
