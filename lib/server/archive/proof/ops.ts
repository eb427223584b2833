import type { Checkpoint, Verification } from "../archive.ts";
import { accountRow, type Db } from "../db.ts";
import { genesis } from "./chain.ts";
import { hex, type Walk } from "./walk.ts";

export { walkOn } from "./walk.ts";

export async function checkpoint(db: Db, account: string, now: number): Promise<Checkpoint> {
  const row = await accountRow(db, account);
  return {
    account,
    records: row?.last_seq ?? 0,
    head: hex(row?.head ?? genesis(account)),
    at: new Date(now).toISOString(),
  };
}

export const toVerification = ({ seq, pruned, first }: Walk, began: number, at: number): Verification => ({
  at,
  tookMs: at - began,
  records: seq,
  pruned,
  state: first === null ? "unaltered" : "differs",
  first,
});

export async function keepVerification(db: Db, account: string, verification: Verification): Promise<void> {
  const { at, records, pruned, state } = verification;
  const first = verification.first === null ? null : JSON.stringify(verification.first);
  const row = { at, records, pruned, state, first, took_ms: verification.tookMs };
  await db
    .insertInto("verifications")
    .values({ account_id: account, ...row })
    .onConflict((conflict) => conflict.column("account_id").doUpdateSet(row))
    .execute();
}

export async function verified(db: Db, account: string): Promise<Verification | null> {
  const row = await db
    .selectFrom("verifications")
    .selectAll()
    .where("account_id", "=", account)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { at, records, pruned, state, first, took_ms } = row;
  return {
    at,
    tookMs: took_ms,
    records,
    pruned,
    state,
    first: first === null ? null : (JSON.parse(first) as Verification["first"]),
  };
}
