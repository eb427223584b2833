import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import type { Db } from "./db.ts";
import { openForWriting } from "./open-file.ts";
import { crashReading } from "./testing/crash-reading.ts";
import { ACCOUNT } from "./testing/events.ts";
import { faultsIn } from "./testing/faults-in.ts";
import { sampleOf } from "../../testing/sample.ts";
import { readSpans } from "./writing/coverage.ts";
import { toBatch } from "./writing/incoming.ts";
import { write } from "./writing/write.ts";

// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
const WAL_HEADER = 32;
const FRAME = 24 + 4096;
const WRITES = 8;

const dir = mkdtempSync(join(tmpdir(), "archive-wal-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const put = (db: Db, i: number) => write(db, toBatch(crashReading(i), null, i));

/** A file whose later writes stand in its write-ahead log alone, and how long that log was after each of them. */
async function makeLog(file: string): Promise<number[]> {
  const db = await openForWriting(file);
  await put(db, 0);
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  await sql`pragma wal_autocheckpoint = 0`.execute(db);
  const ends: number[] = [];
  for (let i = 1; i <= WRITES; i++) {
    await put(db, i);
    ends.push(statSync(`${file}-wal`).size);
  }
  copyFileSync(file, `${file}.kept`);
  copyFileSync(`${file}-wal`, `${file}.kept-wal`);
  await db.destroy();
  return ends;
}

describe("a write-ahead log that was cut", () => {
  it("opens with the writes that are whole in it, wherever it was cut", async () => {
    const source = join(dir, "source.db");
    const ends = await makeLog(source);
    const log = readFileSync(`${source}.kept-wal`);
    const frames = Math.floor((log.length - WAL_HEADER) / FRAME);
    const everywhere = Array.from({ length: frames + 1 }, (_, i) => WAL_HEADER + i * FRAME);
    // Between frames, inside a frame's header and inside its page; the header of the log; where each write ends.
    const places = everywhere.flatMap((at) => [at, at + 5, at + 1_000]);
    const edges = [0, 1, 31, WAL_HEADER, ...ends, ...ends.map((end) => end - FRAME)];
    const cuts = [...new Set([...edges, ...sampleOf(places, 16)])].filter((at) => at <= log.length);
    for (const [i, cut] of cuts.entries()) {
      // A file each: of one path SQLite would know the log from before.
      const file = join(dir, `cut-${i}.db`);
      copyFileSync(`${source}.kept`, file);
      writeFileSync(`${file}-wal`, log.subarray(0, cut));
      const db = await openForWriting(file);
      const whole = ends.filter((end) => end <= cut).length;
      expect([cut, await faultsIn(db, ACCOUNT)]).toEqual([cut, []]);
      expect([cut, (await readSpans(db, ACCOUNT)).at(-1)?.to]).toEqual([cut, crashReading(whole).to / 1000]);
      const { last } = await db
        .selectFrom("accounts")
        .select("last_seq as last")
        .where("account_id", "=", ACCOUNT)
        .executeTakeFirstOrThrow();
      const should = Array.from({ length: whole + 1 }, (_, i) => crashReading(i).events.length);
      expect([cut, last]).toEqual([cut, should.reduce((a, b) => a + b)]);
      // And goes on from there.
      await put(db, whole + 1);
      expect(await faultsIn(db, ACCOUNT)).toEqual([]);
      await db.destroy();
      for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
    }
  }, 600_000);
});
