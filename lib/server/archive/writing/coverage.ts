import type { Db, Trx } from "../db.ts";
import { parts } from "../db.ts";
import { clip, paint, type Span } from "./spans.ts";

export async function readSpans(db: Db, account: string): Promise<Span[]> {
  const rows = await db
    .selectFrom("coverage")
    .selectAll()
    .where("account_id", "=", account)
    .orderBy("from_s")
    .execute();
  return rows.map((row) => ({
    from: row.from_s,
    to: row.to_s,
    state: row.state,
    readAt: row.read_at,
    reason: row.reason,
  }));
}

/** The first second that no pruning has removed; `null`: none ever has. */
export async function pruneFloor(db: Db, account: string): Promise<number | null> {
  const { floor } = await db
    .selectFrom("prunes")
    .select(({ fn }) => fn.max("before_s").as("floor"))
    .where("account_id", "=", account)
    .executeTakeFirstOrThrow();
  return floor === null ? null : Number(floor);
}

/** Adds what a reading proves. What was pruned stays uncovered: its events are not held, whatever the upstream still has. */
export async function cover(
  trx: Trx,
  account: string,
  before: readonly Span[],
  fresh: Span,
  floor: number | null,
): Promise<void> {
  const painted = paint(before, fresh);
  await saveSpans(trx, account, floor === null ? painted : clip(painted, floor));
}

export async function saveSpans(trx: Trx, account: string, spans: readonly Span[]): Promise<void> {
  await trx.deleteFrom("coverage").where("account_id", "=", account).execute();
  const rows = spans.map((span) => ({
    account_id: account,
    from_s: span.from,
    to_s: span.to,
    state: span.state,
    read_at: span.readAt,
    reason: span.reason,
  }));
  for (const part of parts(rows)) await trx.insertInto("coverage").values(part).execute();
}
