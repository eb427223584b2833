import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeConsoleStore, consoleStore } from "./console-store.ts";
import { migrate } from "./migrate.ts";
import { consoleMigrations } from "./migrations/index.ts";
import { consoleStoreFile, openConsoleStore, type ConsoleStore } from "./open-store.ts";
import { StoreError } from "./store-error.ts";

let root: string;
let dir: string;
const opened: ConsoleStore[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "console-store-"));
  dir = join(root, "data");
});
afterEach(async () => {
  await closeConsoleStore();
  await Promise.all(opened.splice(0).map((store) => store.destroy()));
  rmSync(root, { recursive: true, force: true });
});

async function open(): Promise<ConsoleStore> {
  const store = await openConsoleStore(dir);
  opened.push(store);
  return store;
}

const pragma = async (store: ConsoleStore, name: string): Promise<unknown> => {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(store);
  return Object.values(rows[0] ?? {})[0];
};
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("the console store", () => {
  it("is readable for its owner alone, its write-ahead log too", async () => {
    const store = await open();
    await sql`select 1`.execute(store);
    expect(mode(dir)).toBe("700");
    expect(mode(consoleStoreFile(dir))).toBe("600");
    expect(mode(`${consoleStoreFile(dir)}-wal`)).toBe("600");
  });

  it("keeps what it acknowledged: WAL, full synchronisation, a patient lock, foreign keys", async () => {
    const store = await open();
    expect(await pragma(store, "journal_mode")).toBe("wal");
    expect(await pragma(store, "synchronous")).toBe(2);
    expect(await pragma(store, "busy_timeout")).toBe(5000);
    expect(await pragma(store, "foreign_keys")).toBe(1);
  });

  it("migrates once and opens again with its rows", async () => {
    const first = await open();
    await first
      .insertInto("users")
      .values({
        name: "a",
        password_hash: null,
        role: "viewer",
        accounts: "*",
        created_at: 1,
        disabled_at: null,
      })
      .execute();
    const second = await open();
    expect(await second.selectFrom("users").select("name").execute()).toEqual([{ name: "a" }]);
    const steps = await sql<{ name: string }>`select name from kysely_migration`.execute(second);
    expect(steps.rows.map((row) => row.name)).toEqual(Object.keys(consoleMigrations));
  });

  it("refuses a store of a newer version in one sentence, and leaves it as it is", async () => {
    const store = await open();
    await sql`insert into kysely_migration values ('0099-of-tomorrow', '2099-01-01')`.execute(store);
    await store.destroy();
    const before = readFileSync(consoleStoreFile(dir));
    await expect(open()).rejects.toThrow(/newer version of this program \(step 0099-of-tomorrow\)/);
    await expect(open()).rejects.toBeInstanceOf(StoreError);
    expect(readFileSync(consoleStoreFile(dir)).equals(before)).toBe(true);
  });

  it("says which file is no store", async () => {
    mkdirSync(dir);
    writeFileSync(consoleStoreFile(dir), "not a database, not a database, not a database ".repeat(99));
    await expect(open()).rejects.toThrow(/console\.db cannot be opened: .*not a database/);
  });

  it("undoes a step that fails", async () => {
    const store = await open();
    const broken = {
      ...consoleMigrations,
      "9998-half": {
        up: async (db: ConsoleStore) => {
          await db.schema.createTable("half").addColumn("a", "text").execute();
          throw new Error("stopped in the middle");
        },
      },
    };
    await expect(migrate(store, broken, "The store")).rejects.toThrow("could not be brought to this version");
    const tables = await store.introspection.getTables();
    expect(tables.map((table) => table.name).sort()).toEqual([
      "access_records",
      "exports",
      "sessions",
      "store_checks",
      "users",
    ]);
  });

  it("is one handle for the process; a failed opening is tried again", async () => {
    writeFileSync(join(root, "data"), "in the way");
    await expect(consoleStore(dir)).rejects.toBeInstanceOf(StoreError);
    rmSync(join(root, "data"));
    const store = await consoleStore(dir);
    expect(await consoleStore(dir)).toBe(store);
    expect(existsSync(consoleStoreFile(dir))).toBe(true);
  });
});
