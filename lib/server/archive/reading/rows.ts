import { sql } from "kysely";
import type { StoredEvent } from "../archive.ts";
import type { Trx } from "../db.ts";
import type { Ref } from "./lane.ts";

/** An event's row as text search needs it too. */
export interface ReadRow extends StoredEvent {
  /** Whether `raw` is its own compact form. */
  readonly compact: boolean;
}

/** Statements take a list as one JSON parameter: whatever its length, the statement is the same and stays prepared. */
export const inList = (seqs: readonly number[]) =>
  sql<number>`(select value from json_each(${JSON.stringify(seqs)}))`;

/** The rows of these events, in their order. */
export async function readRows(trx: Trx, refs: readonly Ref[]): Promise<ReadRow[]> {
  const found = new Map<Ref["account"], Map<number, ReadRow>>();
  for (const account of new Set(refs.map((ref) => ref.account))) {
    const seqs = refs.filter((ref) => ref.account === account).map(({ seq }) => seq);
    const rows = await trx
      .selectFrom("events")
      .select(["seq", "id", "raw", "arrived_at", "compact"])
      .where("account_id", "=", account.key)
      .where("seq", "in", inList(seqs))
      .execute();
    const bySeq = rows.map(({ seq, id, raw, arrived_at, compact }) => {
      const row = { account: account.key, seq, id, raw, arrivedAt: arrived_at, compact: compact === 1 };
      return [seq, row] as const;
    });
    found.set(account, new Map(bySeq));
  }
  return refs.flatMap((ref) => found.get(ref.account)?.get(ref.seq) ?? []);
}

export const asStored = ({ account, seq, id, raw, arrivedAt }: ReadRow): StoredEvent => ({
  account,
  seq,
  id,
  raw,
  arrivedAt,
});

/** The ids of these events. */
export async function idsOf(trx: Trx, refs: readonly Ref[]): Promise<Map<Ref, string>> {
  const rows = await readRows(trx, refs);
  const ids = new Map(rows.map(({ account, seq, id }) => [`${seq}/${account}`, id]));
  return new Map(refs.map((ref) => [ref, ids.get(`${ref.seq}/${ref.account.key}`) ?? ""]));
}
