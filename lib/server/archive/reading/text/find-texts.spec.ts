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
async function add(...notes: readonly (string | number)[]): Promise<void> {
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

async function rare(columns: AccountColumns, typed: string): Promise<number[] | null> {
  return inView(async (trx) => {
    await columns.refresh(trx);
    const found = await findRare(trx, columns, needleOf(typed, false));
    return found && [...found.sorted];
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
    expect(await rare(columns, "four")).toEqual([4, 5]);
    expect(await rare(columns, "ou")).toBeNull();
    expect(await rare(columns, "nowhere at all")).toEqual([]);
  });

  it("finds every part of a text by the index, whatever its characters", async () => {
    const columns = account();
    const note = `AbZ 19:"\\"/é\u0001日本語😀👩‍👩‍👧 ß\u007f@{`;
    await add("something else", note, 7);
    for (let from = 0; from < note.length; from++) {
      for (const to of [from + 3, from + 4, from + 5, note.length]) {
        const part = note.slice(from, to);
        // Half of a pair is another text: it is looked for by its escape.
        if (part.length < 3 || Buffer.from(part).toString() !== part) continue;
        expect(await rare(columns, part), JSON.stringify(part)).toEqual([2]);
      }
    }
    for (const end of ["7}}", ":7}}"]) expect(await rare(columns, end)).toEqual([3]);
  });

  it("asks the index for more of a text whose first pieces many events hold", async () => {
    const columns = account();
    const typed = "abcdefghijklmnopqr";
    await add(...Array.from({ length: 2100 }, () => "abcd hijk opqr"), `<${typed}>`);
    expect(await rare(columns, typed)).toEqual([2101]);
  });
});
