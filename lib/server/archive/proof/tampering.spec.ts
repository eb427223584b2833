import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db, Trx } from "../db.ts";
import { archiveOver } from "../archive-over.ts";
import { directStore } from "../direct-store.ts";
import { openForReading, openForWriting } from "../open-file.ts";
import { ACCOUNT, at, event } from "../testing/events.ts";
import { sampleOf } from "../../../testing/sample.ts";
import { reading } from "../testing/readings.ts";
import { digestOf, link } from "./chain.ts";
import { beginWalk, type Finding, step } from "./walk.ts";

const RECORDS = 2_000;
const root = mkdtempSync(join(tmpdir(), "archive-proof-"));
let db: Db;

beforeAll(async () => {
  const file = join(root, "archive.db");
  db = await openForWriting(file);
  const archive = archiveOver(directStore(db, await openForReading(file)));
  const events = Array.from({ length: RECORDS }, (_, i) =>
    event(`e-${i + 1}`, at("10:00:00") + i * 1000, { context: { note: `record ${i + 1}` } }),
  );
  // Windows of 1 to 37 records.
  for (let i = 0, size = 1; i < RECORDS; i += size, size = (size % 37) + 1)
    await archive.write(reading("10:00:00", "11:00:00", events.slice(i, i + size)));
}, 60_000);
afterAll(async () => {
  await db.destroy();
  rmSync(root, { recursive: true, force: true });
});

/** The proof of a file in which `edit` has been at work; nothing of it stays. */
async function after(edit: (trx: Trx) => Promise<unknown>): Promise<Finding | null> {
  let first: Finding | null = null;
  const undo = new Error("undo");
  await db
    .transaction()
    .execute(async (trx) => {
      await edit(trx);
      let walk = beginWalk(ACCOUNT);
      while (!walk.done) walk = await step(trx, walk, []);
      first = walk.first;
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return first;
}

const all = Array.from({ length: RECORDS }, (_, i) => i + 1);
const positions = new Set([1, 2, RECORDS - 1, RECORDS, ...sampleOf(all, 6)]);

// Of all accounts, in two steps: a key may stand only once at each moment.
const shift = async (trx: Trx, from: number, by: number) => {
  await sql`update events set seq = -(seq + ${by}) where account_id = ${ACCOUNT} and seq >= ${from}`.execute(
    trx,
  );
  await sql`update events set seq = -seq where account_id = ${ACCOUNT} and seq < 0`.execute(trx);
};

const forged = JSON.stringify({ id: "forged", note: "never happened" });

async function insert(trx: Trx, seq: number, chain: Uint8Array) {
  await sql`insert into events (account_id, seq, id, at_s, raw, compact, digest, chain, arrived_at, late)
    values (${ACCOUNT}, ${seq}, 'forged', 1, ${forged}, 1, ${digestOf(forged)}, ${chain}, 0, 0)`.execute(trx);
}

async function chainAt(trx: Trx, seq: number): Promise<Uint8Array> {
  if (seq === 0) return beginWalk(ACCOUNT).chain;
  const row = await trx
    .selectFrom("events")
    .select("chain")
    .where("account_id", "=", ACCOUNT)
    .where("seq", "=", seq)
    .executeTakeFirstOrThrow();
  return row.chain;
}

async function exchange(trx: Trx, a: number, b: number, columns: readonly string[]) {
  for (const column of columns) {
    const held = sql.ref(column);
    const { rows } = await sql<{ seq: number; value: unknown }>`
      select seq, ${held} as value from events where account_id = ${ACCOUNT} and seq in (${a}, ${b})`.execute(
      trx,
    );
    const value = (seq: number) => rows.find((row) => row.seq === seq)?.value;
    // By way of a value that no record has.
    await sql`update events set ${held} = ${column === "seq" ? -1 : "-"} where account_id = ${ACCOUNT} and seq = ${a}`.execute(
      trx,
    );
    await sql`update events set ${held} = ${value(a)} where account_id = ${ACCOUNT} and seq = ${b}`.execute(
      trx,
    );
    await sql`update events set ${held} = ${value(b)} where account_id = ${ACCOUNT} and seq = ${column === "seq" ? -1 : a}`.execute(
      trx,
    );
  }
}

const set = (trx: Trx, seq: number, assignment: ReturnType<typeof sql>) =>
  sql`update events set ${assignment} where account_id = ${ACCOUNT} and seq = ${seq}`.execute(trx);

interface Case {
  readonly name: string;
  readonly edit: (trx: Trx) => Promise<unknown>;
  readonly first: Partial<Finding>;
}

/** Every way of spoiling one place. The record that is named is the first whose place holds something else. */
function casesAt(n: number): Record<"altered" | "dropped" | "swapped" | "inserted", Case[]> {
  const id = `e-${n}`;
  const near = n === RECORDS ? n - 1 : n + 1;
  const far = 1 + ((n + RECORDS / 2 - 1) % RECORDS);
  const low = Math.min(n, near);
  const text = digestOf(forged);
  const altered = (name: string, assignment: ReturnType<typeof sql>): Case => ({
    name,
    edit: (trx) => set(trx, n, assignment),
    first: { seq: n, id, what: "altered" },
  });
  const drop = (trx: Trx) =>
    sql`delete from events where account_id = ${ACCOUNT} and seq = ${n}`.execute(trx);
  const dropped = { seq: n, id: null, what: n === RECORDS ? "removed_tail" : "missing" } as const;
  const swapped = (partner: number, columns: readonly string[]): Case => ({
    name: `${columns.join(", ")} with ${partner}`,
    edit: (trx) => exchange(trx, n, partner, columns),
    first: { seq: Math.min(n, partner), what: "swapped" },
  });
  const inserted = (name: string, chain: (trx: Trx) => Promise<Uint8Array>): Case => ({
    name,
    edit: async (trx) => {
      await shift(trx, low, 1);
      await insert(trx, low, await chain(trx));
    },
    first: { seq: low, id: "forged", what: "inserted" },
  });
  const parts = [["raw"], ["raw", "digest"], ["id", "raw", "digest"], ["seq"]];
  return {
    altered: [
      altered("a letter", sql`raw = replace(raw, 'record', 'Record')`),
      altered("a pruned look", sql`raw = null`),
      altered("text and digest", sql`raw = ${forged}, digest = ${text}`),
      altered("the chain", sql`chain = zeroblob(32)`),
      altered("the digest", sql`digest = zeroblob(32)`),
    ],
    dropped: [
      { name: "a row", edit: drop, first: dropped },
      { name: "a row, closed up", edit: (trx) => drop(trx).then(() => shift(trx, n, -1)), first: dropped },
    ],
    swapped: [near, far].flatMap((partner) => parts.map((columns) => swapped(partner, columns))),
    inserted: [
      inserted("an unlinked record", async () => digestOf("x")),
      inserted("a linked record", async (trx) => link(await chainAt(trx, low - 1), low, "forged", text)),
    ],
  };
}

describe(`a proof over ${RECORDS} records`, () => {
  it("holds where nothing was done", async () => {
    expect(await after(async () => undefined)).toBeNull();
  });

  it.each(Object.entries(casesAt(777)))("names what was %s, however it was done", async (_, cases) => {
    for (const { name, edit, first } of cases)
      expect({ name, ...(await after(edit)) }).toMatchObject({ name, ...first });
  });

  it("names the window of what was changed and chained anew to the end", async () => {
    const first = await after(async (trx) => {
      await set(trx, 777, sql`raw = ${forged}, digest = ${digestOf(forged)}`);
      let chain = await chainAt(trx, 776);
      const rows = await trx
        .selectFrom("events")
        .select(["seq", "id", "digest"])
        .where("account_id", "=", ACCOUNT)
        .where("seq", ">=", 777)
        .orderBy("seq")
        .execute();
      for (const { seq, id, digest } of rows) {
        chain = link(chain, seq, id, digest);
        await set(trx, seq, sql`chain = ${chain}`);
      }
    });
    // Windows of 1 to 37 records, then of 1 to 11: 777 is among the 12 behind them.
    expect(first).toEqual({ seq: 703 + 66 + 1, id: null, what: "altered" });
  });

  // One way of each kind a place; the ways take turns.
  it.each([...positions])("names what was altered, dropped, swapped, inserted at %i", async (n) => {
    for (const ways of Object.values(casesAt(n))) {
      const way = ways[n % ways.length];
      if (way) expect({ name: way.name, ...(await after(way.edit)) }).toMatchObject(way.first);
    }
  });
});
