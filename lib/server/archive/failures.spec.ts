import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../database/store-error.ts";
import { openForWriting } from "./open-file.ts";
import { openSqliteArchive } from "./open-sqlite-archive.ts";
import { explain } from "./sqlite/explain.ts";
import { crashReading } from "./testing/crash-reading.ts";
import { ACCOUNT } from "./testing/events.ts";
import { faultsIn } from "./testing/faults-in.ts";
import { toBatch } from "./writing/incoming.ts";
import { write } from "./writing/write.ts";

const root = mkdtempSync(join(tmpdir(), "archive-failures-"));
let count = 0;
let file: string;
beforeEach(() => (file = join(root, String((count += 1)), "archive.db")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const batch = (i: number) => toBatch(crashReading(i), null, i);

describe("a disk that is full", () => {
  it("is said, and at no page of the write anything of it stays", async () => {
    const db = await openForWriting(file);
    await write(db, batch(0));
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    const pages = rows[0]?.page_count ?? 0;
    let failed = 0;
    for (let more = 0; ; more += 4) {
      await sql.raw(`pragma max_page_count = ${pages + more}`).execute(db);
      const error = await write(db, batch(1)).then(
        () => null,
        (reason: unknown) => explain(reason, file),
      );
      expect(await faultsIn(db, ACCOUNT)).toEqual([]);
      const { last_seq } = await db
        .selectFrom("accounts")
        .select("last_seq")
        .where("account_id", "=", ACCOUNT)
        .executeTakeFirstOrThrow();
      if (error === null) {
        expect(last_seq).toBe(batch(0).events.length + batch(1).events.length);
        break;
      }
      failed += 1;
      expect(error).toBeInstanceOf(StoreError);
      expect((error as Error).message).toBe(
        `The disk of the archive ${file} is full: nothing was written. Make room, and it goes on.`,
      );
      expect(last_seq).toBe(batch(0).events.length);
    }
    expect(failed).toBeGreaterThan(1);
    await db.destroy();
  });
});

describe("a file that another program holds", () => {
  it("is said by a write that cannot wait longer, and is written when it is free", async () => {
    const db = await openForWriting(file);
    await sql`pragma busy_timeout = 50`.execute(db);
    const other = new DatabaseSync(file);
    other.exec("begin immediate");
    const error = await write(db, batch(0)).catch((reason: unknown) => explain(reason, file));
    expect((error as Error).message).toBe(
      `The archive ${file} is locked by another program: nothing was written.`,
    );
    other.exec("rollback");
    expect(await write(db, batch(0))).toMatchObject({ added: 1 });
    other.close();
    await db.destroy();
  });
});

describe("an archive that cannot be opened", () => {
  it("says that it is of a newer version, and is left as it is", async () => {
    const db = await openForWriting(file);
    await sql`insert into kysely_migration values ('0099-of-tomorrow', '2099')`.execute(db);
    await db.destroy();
    const before = readFileSync(file);
    await expect(openSqliteArchive(file)).rejects.toThrow(
      /^The archive \S+archive\.db was written by a newer version of this program \(step 0099-of-tomorrow\)/,
    );
    await expect(openSqliteArchive(file)).rejects.toBeInstanceOf(StoreError);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("says that it is no database", async () => {
    mkdirSync(join(file, ".."));
    writeFileSync(file, "not a database, not a database ".repeat(200));
    await expect(openSqliteArchive(file)).rejects.toThrow(
      /archive\.db cannot be opened: it is not a database\.$/,
    );
    rmSync(file);
    await (await openSqliteArchive(file)).close();
  });

  it("says that its folder cannot be made, or is no folder", async () => {
    writeFileSync(join(root, "in-the-way"), "");
    await expect(openSqliteArchive(join(root, "in-the-way", "archive.db"))).rejects.toThrow(
      /^The archive's folder .* cannot be made: /,
    );
    mkdirSync(file, { recursive: true });
    await expect(openSqliteArchive(file)).rejects.toThrow(/^The archive .* cannot be opened/);
  });

  it.skipIf(process.getuid?.() === 0)("says that it may not be written", async () => {
    await (await openSqliteArchive(file)).close();
    chmodSync(file, 0o400);
    await expect(openSqliteArchive(file)).rejects.toThrow(/may not be written/);
  });
});
