import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { backUp } from "./command/backup.ts";
import type { Db } from "./db.ts";
import { archiveMigrations } from "./migrations/index.ts";
import { openForWriting } from "./open-file.ts";
import { crashReading } from "./testing/crash-reading.ts";
import { ACCOUNT } from "./testing/events.ts";
import { faultsIn } from "./testing/faults-in.ts";
import { toBatch } from "./writing/incoming.ts";
import { indexSome } from "./writing/text-index.ts";
import { write } from "./writing/write.ts";

const steps = Object.keys(archiveMigrations);
const newest = steps.at(-1) ?? "";
const storeOf = (step: string) => fileURLToPath(new URL(`testing/stores/${step}.db.gz`, import.meta.url));

const root = mkdtempSync(join(tmpdir(), "archive-stores-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const put = (db: Db, i: number) => write(db, toBatch(crashReading(i), null, i));

async function tablesOf(db: Db): Promise<unknown> {
  const { rows } = await sql<{ name: string; sql: string | null }>`
    select name, sql from sqlite_master order by name`.execute(db);
  return rows;
}

async function makeStore(): Promise<void> {
  const db = await openForWriting(join(root, "new.db"));
  for (const i of [1, 2]) await put(db, i);
  await backUp(db, join(root, "store.db"));
  await db.destroy();
  writeFileSync(storeOf(newest), gzipSync(readFileSync(join(root, "store.db"))));
}

describe("a store as an earlier version wrote it", () => {
  it("is kept of each step", async () => {
    const isThere = existsSync(storeOf(newest));
    if (!isThere) await makeStore();
    expect(isThere, `${storeOf(newest)} was made just now: commit it with its step`).toBe(true);
  });

  it.each(steps)("%s is brought to this version with all that it holds, and goes on", async (step) => {
    const file = join(root, `${step}.db`);
    writeFileSync(file, gunzipSync(readFileSync(storeOf(step))));
    const db = await openForWriting(file);
    const fresh = await openForWriting(join(root, `${step}-fresh.db`));
    // Differs where a step was changed after its store was kept: a released step never changes (one that is not: remove its store).
    expect(await tablesOf(db)).toEqual(await tablesOf(fresh));
    await fresh.destroy();
    expect(await faultsIn(db, ACCOUNT)).toEqual([]);
    const events = crashReading(1).events.length + crashReading(2).events.length;
    expect(await put(db, 2)).toMatchObject({ added: 0 });
    expect(await put(db, 3)).toMatchObject({ added: crashReading(3).events.length });
    while ((await indexSome(db)) > 0);
    expect(await faultsIn(db, ACCOUNT)).toEqual([]);
    const { last, textsFrom } = await db
      .selectFrom("accounts")
      .select(["last_seq as last", "texts_from as textsFrom"])
      .where("account_id", "=", ACCOUNT)
      .executeTakeFirstOrThrow();
    expect(last).toBe(events + crashReading(3).events.length);
    expect(textsFrom).toBe(1);
    await db.destroy();
  });
});
