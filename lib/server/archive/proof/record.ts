import type { Db } from "../db.ts";
import type { EventsTable } from "../schema.ts";
import { digestOf, link } from "./chain.ts";

/** What the proof looks at. Read from a file that anyone may have edited: nothing of it is taken at its word. */
export type StoredRecord = Pick<EventsTable, "seq" | "id" | "raw" | "digest" | "chain" | "at_s">;

export interface RecordQuery {
  /** Exclusive; `null`: from the first row, whatever its seq. */
  readonly after: number | null;
  readonly limit: number;
}

export function recordsOf(db: Db, account: string, { after, limit }: RecordQuery): Promise<StoredRecord[]> {
  const all = db
    .selectFrom("events")
    .select(["seq", "id", "raw", "digest", "chain", "at_s"])
    .where("account_id", "=", account)
    .orderBy("seq")
    .limit(limit);
  return (after === null ? all : all.where("seq", ">", after)).execute();
}

/** Of the text as it stands; of a pruned record the digest that was kept. */
export const contentDigest = (record: StoredRecord): Uint8Array =>
  record.raw === null ? record.digest : digestOf(record.raw);

/** The chain's value if this content stood at `seq` behind `before`. */
export const linkOf = (before: Uint8Array, seq: number, record: StoredRecord): Uint8Array =>
  link(before, seq, String(record.id), contentDigest(record));
