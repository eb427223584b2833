import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Db } from "../../db.ts";
import { openForWriting } from "../../open-file.ts";
import { ACCOUNT, at, event } from "../../testing/events.ts";
import { reading } from "../../testing/readings.ts";
import { toBatch } from "../../writing/incoming.ts";
import { write } from "../../writing/ops.ts";
import { AccountColumns } from "../account-columns.ts";
import { SegmentCache } from "../segment-cache.ts";
import { findAll, findRare } from "./find-texts.ts";
import { needleOf } from "./needle.ts";

let root: string;
let db: Db;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "find-texts-"));
  db = await openForWriting(join(root, "archive.db"));
});
afterEach(async () => {
  await db.destroy();
  rmSync(root, { recursive: true, force: true });
});

let written = 0;
async function add(...notes: readonly string[]): Promise<void> {
  const events = notes.map((note) => event(`e-${written++}`, at("10:00:00"), { context: { note } }));
  await write(db, toBatch(reading("10:00:00", "10:10:00", events), null, 0));
}

const account = () => new AccountColumns(ACCOUNT, new SegmentCache());
const inView = <Result>(read: (trx: Parameters<typeof findAll>[0]) => Promise<Result>) =>
  db.transaction().execute(read);

async function all(columns: AccountColumns, typed: string, caseSensitive = false): Promise<number[]> {
  return inView(async (trx) => {
    await columns.refresh(trx);
    return [...(await findAll(trx, columns, needleOf(typed, caseSensitive))).sorted];
  });
}

describe("looking for a text in all events", () => {
  const notes = ["one É", "two é", "three K\u212a", "four", "FOUR İ"];

  it.each([
    // Compared by the engine, by the index and the engine, and here.
    ["r", [1, 2, 3, 4, 5]],
    ["four", [4, 5]],
    ["kk", [3]],
    ["é", [1, 2]],
    ["o é", [2]],
    ["i̇", [5]],
  ])("finds %j by whatever way it takes", async (typed, expected) => {
    await add(...notes);
    expect(await all(account(), typed)).toEqual(expected);
  });

  it.each([
    ["FOUR", [5]],
    ["É", [1]],
    ["\u212a", [3]],
    ["r", [1, 2, 3, 4, 5]],
  ])("finds %j exactly where case matters", async (typed, expected) => {
    await add(...notes);
    expect(await all(account(), typed, true)).toEqual(expected);
  });

  it("keeps what it found, and looks only at what came since", async () => {
    const columns = account();
    await add(...notes);
    for (const typed of ["é", "u", "four"]) await all(columns, typed);
    await add("five É", "four");
    expect(await all(columns, "é")).toEqual([1, 2, 6]);
    expect(await all(columns, "four")).toEqual([4, 5, 7]);
    // What was found before is not looked at again: it cannot have changed.
    await db.updateTable("events").set({ raw: "{}" }).where("account_id", "=", ACCOUNT).execute();
    await add("six é");
    expect(await all(columns, "é")).toEqual([1, 2, 6, 8]);
  });

  it("leaves texts under three characters to a look at all", async () => {
    const columns = account();
    await add(...notes);
    const rare = (typed: string) =>
      inView(async (trx) => {
        await columns.refresh(trx);
        return (await findRare(trx, columns, needleOf(typed, false)))?.sorted.length ?? null;
      });
    expect(await rare("four")).toBe(2);
    expect(await rare("ou")).toBeNull();
    expect(await rare("nowhere at all")).toBe(0);
  });

  it("asks the index for more of a text whose first trigrams many events hold", async () => {
    const columns = account();
    const typed = "abcdefghijklmnopqr";
    await add(...Array.from({ length: 2100 }, () => "abc ijk pqr"), `<${typed}>`);
    const found = await inView(async (trx) => {
      await columns.refresh(trx);
      return findRare(trx, columns, needleOf(typed, false));
    });
    expect([...found!.sorted]).toEqual([2101]);
  });
});
