import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openConsoleStore, type ConsoleStore } from "../database/open-store.ts";
import { writeAccess } from "./access-record.ts";
import { tryOut } from "./can-record.ts";

let dir: string;
let store: ConsoleStore;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "can-record-"));
  store = await openConsoleStore(dir);
});
afterEach(async () => {
  await store.destroy();
  rmSync(dir, { recursive: true, force: true });
});

const ACCESS = { reader: "r", session: null, address: "", verb: "list", account: null, query: "" } as const;
const rows = () => store.selectFrom("access_records").select("id").execute();

it("proves it without leaving a record, however often", async () => {
  await writeAccess(store, ACCESS);
  for (let times = 0; times < 5; times++) expect(await tryOut(store, times)).toBe(true);
  expect(await rows()).toEqual([{ id: 1 }]);
  await writeAccess(store, ACCESS);
  expect(await rows()).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await store.selectFrom("store_checks").selectAll().execute()).toEqual([{ id: 1, at: 4 }]);
});

it.each<[string, () => Promise<unknown>]>([
  [
    "a full disk",
    async () => {
      await sql`pragma max_page_count = 1`.execute(store);
      for (let i = 0; i < 1000; i++)
        if (
          await writeAccess(store, ACCESS).then(
            () => false,
            () => true,
          )
        )
          return;
    },
  ],
  ["a read-only store", () => sql`pragma query_only = on`.execute(store)],
  ["a table that is gone", () => sql`drop table access_records`.execute(store)],
  ["a closed store", () => store.destroy()],
])("finds out about %s", async (_, spoil) => {
  await spoil();
  await expect(tryOut(store, 1)).rejects.toThrow();
});
