import { decodeEvent } from "../../../audit/decode-event.ts";
import { accountRow, parts, type Db, type Trx } from "../db.ts";
import type { SegmentRow } from "../columns/segment.ts";
import type { AccountsTable } from "../schema.ts";
import { saveAccount } from "./accounts.ts";
import { pruneFloor, readSpans, saveSpans } from "./coverage.ts";
import { saveSegment, unpacked } from "./segments.ts";
import { clip } from "./spans.ts";
import { countTerms, forgetTerms, valuesOf } from "./terms.ts";
import { removeTexts } from "./text-index.ts";

/** Events of one step: about a second of the writer's time at most. */
const STEP = 2_000;

/**
 * From now on nothing older than `before`, in seconds, counts as covered, and what comes back is not kept. Comes before the removal, so
 * that no moment is called complete whose events are going.
 */
export const raiseFloor = (db: Db, account: string, before: number, now: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    if (before <= ((await pruneFloor(trx, account)) ?? Number.NEGATIVE_INFINITY)) return;
    await trx
      .insertInto("prunes")
      .values({ account_id: account, before_s: before, at: now, events: 0 })
      .execute();
    await saveSpans(trx, account, clip(await readSpans(trx, account), before));
  });

/** Removes the texts and columns of the oldest events below the floor, some at a time. Resolves to how many; 0: none is left. */
export const pruneSome = (db: Db, account: string): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const row = await accountRow(trx, account);
    const floor = await pruneFloor(trx, account);
    if (row === undefined || floor === null) return 0;
    const segment = await trx
      .selectFrom("segments")
      .select("no")
      .where("account_id", "=", account)
      .where("first_s", "<", floor)
      .orderBy("first_s")
      .limit(1)
      .executeTakeFirst();
    if (segment === undefined) return 0;
    const rows = await unpacked(trx, account, segment.no);
    const old = rows.filter(({ at }) => at !== null && at < floor);
    const going = wholeSeconds(old, STEP);
    await forget(
      trx,
      row,
      going.map(({ seq }) => seq),
    );
    const version = row.version + 1;
    const left = rows.slice(going.length);
    if (left.length > 0) await saveSegment(trx, account, version, segment.no, left);
    else {
      await trx
        .deleteFrom("segments")
        .where("account_id", "=", account)
        .where("no", "=", segment.no)
        .execute();
    }
    await saveAccount(trx, { ...row, version, events: row.events - going.length });
    await trx
      .updateTable("prunes")
      .set(({ eb }) => ({ events: eb("events", "+", going.length) }))
      .where("account_id", "=", account)
      .where("before_s", "=", floor)
      .execute();
    return going.length;
  });

/** The first rows, at least `count` if there are so many, and no second in part. */
function wholeSeconds(rows: readonly SegmentRow[], count: number): readonly SegmentRow[] {
  let end = Math.min(count, rows.length);
  while (end < rows.length && rows[end]?.at === rows[end - 1]?.at) end++;
  return rows.slice(0, end);
}

async function forget(trx: Trx, row: AccountsTable, seqs: readonly number[]): Promise<void> {
  const account = row.account_id;
  for (const part of parts(seqs)) {
    const events = await trx
      .selectFrom("events")
      .select(["seq", "id", "at_s", "raw"])
      .where("account_id", "=", account)
      .where("seq", "in", part)
      .execute();
    const texts = events.map(({ seq, raw }) => ({ seq, raw: raw ?? "" }));
    await removeTexts(trx, row, texts);
    const gone = events.map(({ id, at_s, raw }) => ({
      at: at_s,
      values: valuesOf(decodeEvent(raw ?? "", { zone: "UTC", keyOf: () => id })),
    }));
    await countTerms(trx, account, gone, -1);
    await trx
      .updateTable("events")
      .set({ raw: null, type: null, user: null, ip: null, country: null, source: null })
      .where("account_id", "=", account)
      .where("seq", "in", part)
      .execute();
    await trx
      .deleteFrom("discrepancies")
      .where("account_id", "=", account)
      .where(
        "id",
        "in",
        events.map(({ id }) => id),
      )
      .execute();
  }
  await forgetTerms(trx, account);
}
