import type { Coverage, SyncState } from "../archive.ts";
import { accountRow, type Db } from "../db.ts";
import { SINCE_EVER } from "../schema.ts";
import { cover, pruneFloor, readSpans } from "./coverage.ts";
import { openAccount } from "./accounts.ts";
import type { Span } from "./spans.ts";

export { discrepancies, otherTexts, setKnown, unknownDiscrepancies } from "./discrepancies.ts";
export { pruneSome, raiseFloor } from "./prune.ts";
export { indexSome } from "./text-index.ts";
export { write } from "./write.ts";

/** Marks a span, in seconds, as missing where nothing is known of it. */
export const miss = (db: Db, account: string, span: Omit<Span, "state">): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await openAccount(trx, account);
    const floor = await pruneFloor(trx, account);
    await cover(trx, account, await readSpans(trx, account), { ...span, state: "missing" }, floor);
  });

export async function coverage(db: Db, account: string): Promise<Coverage[]> {
  return (await readSpans(db, account)).map(({ from, to, ...rest }) => ({
    from: from === SINCE_EVER ? null : from * 1000,
    to: to * 1000,
    ...rest,
  }));
}

export async function holdings(
  db: Db,
  account: string,
): Promise<{ events: number; first: number | null; last: number | null }> {
  const { first, last } = await db
    .selectFrom("segments")
    .select(({ fn }) => [fn.min("first_s").as("first"), fn.max("last_s").as("last")])
    .where("account_id", "=", account)
    .executeTakeFirstOrThrow();
  const ms = (seconds: number | null) => (seconds === null ? null : Number(seconds) * 1000);
  return { events: (await accountRow(db, account))?.events ?? 0, first: ms(first), last: ms(last) };
}

const UNSET: SyncState = { paused: false, order: null, notes: null };

export async function syncState(db: Db, account: string): Promise<SyncState> {
  const row = await db
    .selectFrom("sync_state")
    .selectAll()
    .where("account_id", "=", account)
    .executeTakeFirst();
  return row === undefined ? UNSET : { paused: row.paused === 1, order: row.list_order, notes: row.notes };
}

export const setSyncState = (db: Db, account: string, change: Partial<SyncState>): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { paused, order, notes } = { ...(await syncState(trx, account)), ...change };
    const row = { paused: paused ? 1 : 0, list_order: order, notes };
    await trx
      .insertInto("sync_state")
      .values({ account_id: account, ...row })
      .onConflict((conflict) => conflict.column("account_id").doUpdateSet(row))
      .execute();
  });
