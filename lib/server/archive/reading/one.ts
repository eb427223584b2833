import type { StoredEvent } from "../archive.ts";
import type { Db } from "../db.ts";

/** One event by its id, or `null`. */
export async function event(db: Db, account: string, id: string): Promise<StoredEvent | null> {
  const row = await db
    .selectFrom("events")
    .select(["seq", "raw", "arrived_at"])
    .where("account_id", "=", account)
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : { account, seq: row.seq, id, raw: row.raw, arrivedAt: row.arrived_at };
}

/** Every type that events of the account carry, the most frequent first. */
export const types = (db: Db, account: string): Promise<{ type: string; count: number }[]> =>
  db
    .selectFrom("terms")
    .select(["value as type", "count"])
    .where("account_id", "=", account)
    .where("dimension", "=", "type")
    .where("count", ">", 0)
    .orderBy("count", "desc")
    .orderBy("value")
    .execute();
