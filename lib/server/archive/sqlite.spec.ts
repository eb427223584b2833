import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { archiveOver } from "./archive-over.ts";
import { directStore } from "./direct-store.ts";
import type { Store } from "./ops.ts";
import { openSqliteArchive } from "./open-sqlite-archive.ts";
import { openForReading, openForWriting } from "./open-file.ts";
import { describeArchive } from "./testing/conformance/index.ts";
import { FULL } from "../../testing/sample.ts";
import { strays } from "./testing/strays.ts";

const root = mkdtempSync(join(tmpdir(), "archive-schema-"));
let count = 0;
const next = () => join(root, `${(count += 1)}.db`);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const statements = new Set<string>();
const note = ({ query }: { query: { sql: string } }) => void statements.add(query.sql);

/** What goes to a worker's thread and comes back is cloned: so is it here. */
const cloned = (store: Store): Store =>
  ({
    read: async (op: never, ...args: never) =>
      structuredClone(await store.read(op, ...structuredClone(args))),
    write: async (op: never, ...args: never) =>
      structuredClone(await store.write(op, ...structuredClone(args))),
    close: () => store.close(),
  }) as Store;

// On this thread, where every statement can be seen, and nothing waits for three threads to start.
describeArchive("SQLite", async () => {
  const file = next();
  const writer = await openForWriting(file, note);
  return archiveOver(cloned(directStore(writer, await openForReading(file, note))));
});

if (FULL) describeArchive("SQLite by its threads", () => openSqliteArchive(next()));

describe("account_id comes first", () => {
  it("in every key, unique index and index", async () => {
    const db = await openForWriting(next());
    const { rows } = await sql<{ index: string; first: string }>`
      select list.name as "index", info.name as "first" from sqlite_master as tables
      join pragma_index_list(tables.name) as list join pragma_index_info(list.name) as info on info.seqno = 0
      where tables.type = 'table' and tables.name not like 'event_texts%' and tables.name not like 'kysely%'`.execute(
      db,
    );
    const { rows: tables } = await sql<{ name: string; key: string | null }>`
      select tables.name, (select name from pragma_table_info(tables.name) where pk = 1) as "key"
      from sqlite_master as tables
      where type = 'table' and name not like 'event_texts%' and name not like 'kysely%'`.execute(db);
    await db.destroy();
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ first }) => first !== "account_id")).toEqual([]);
    expect(tables.length).toBeGreaterThan(9);
    expect(tables.filter(({ key }) => key !== "account_id")).toEqual([]);
  });

  it("in every statement that the whole suite has made", () => {
    expect(statements.size).toBeGreaterThan(30);
    expect(strays(statements)).toEqual([]);
  });

  it("is missed where it is missing", () => {
    const wrong = [
      `select "id" from "events" where "id" = ?`,
      `select "id" from "events" order by "seq"`,
      `update "segments" set "count" = ? where "no" = ? and "account_id" = ?`,
      `delete from "coverage"`,
      `insert into "terms" ("code", "account_id") values (?, ?)`,
      `select * from "events" where "account_id" = ? and "seq" in (select "no" from "segments")`,
      `select * from "events" as "e" inner join "terms" as "t" on "t"."code" = "e"."type" where "e"."account_id" = ?`,
    ];
    expect(strays(new Set(wrong))).toEqual(wrong);
  });
});
