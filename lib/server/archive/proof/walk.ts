import type { Checkpoint, Verification } from "../archive.ts";
import { accountRow, type Db } from "../db.ts";
import { pruneFloor } from "../writing/coverage.ts";
import { genesis, sameBytes } from "./chain.ts";
import { diagnose, relinked } from "./diagnose.ts";
import { contentDigest, linkOf, type StoredRecord, recordsOf } from "./record.ts";

/** Records of one step: a few milliseconds, so that a thread soon answers others again. */
const STEP = 1_000;

export type Finding = NonNullable<Verification["first"]>;

/** How far the proof has come: cloned between its steps. */
export interface Walk {
  readonly account: string;
  /** Of the last record that holds. */
  readonly seq: number;
  readonly id: string | null;
  readonly chain: Uint8Array;
  /** The chain before that record: what tells a record that was put in and linked. */
  readonly before: Uint8Array | null;
  /** The last window digest that held. */
  readonly window: number;
  /** The last checkpoint that held. */
  readonly checked: number;
  readonly pruned: number;
  readonly done: boolean;
  readonly first: Finding | null;
}

export const beginWalk = (account: string): Walk => ({
  account,
  seq: 0,
  id: null,
  chain: genesis(account),
  before: null,
  window: 0,
  checked: 0,
  pruned: 0,
  done: false,
  first: null,
});

/**
 * Looks at the next records, and compares with the checkpoints among them; where one differs, something from the checkpoint before
 * up to it was made anew. Everything of one step is read in one transaction: the writer may go on beside
 * it.
 */
export const walkOn = (db: Db, walk: Walk, against: readonly Checkpoint[]): Promise<Walk> =>
  db.transaction().execute((trx) => step(trx, walk, against));

/** The same inside a transaction of the caller's. */
export async function step(db: Db, walk: Walk, against: readonly Checkpoint[]): Promise<Walk> {
  const { account } = walk;
  const after = walk.seq === 0 ? null : walk.seq;
  const records = await recordsOf(db, account, { after, limit: STEP });
  const last = records.at(-1)?.seq ?? walk.seq;
  const windows = await windowsOf(db, account, walk.seq, last);
  const floor = await pruneFloor(db, account);
  const written = await lastWritten(db, account);
  let now = walk;
  for (const record of records) {
    const fault = faultOf(record, now, floor, written.seq);
    if (fault !== null) {
      const first = await diagnose(db, now, record, fault, written.seq);
      return { ...now, done: true, first };
    }
    now = {
      ...now,
      seq: record.seq,
      id: record.id,
      before: now.chain,
      chain: record.chain,
      pruned: now.pruned + (record.raw === null ? 1 : 0),
    };
    const digest = windows.get(record.seq);
    if (digest !== undefined && !sameBytes(digest, now.chain)) {
      return found(now, await relinked(db, now));
    }
    if (digest !== undefined) now = { ...now, window: record.seq };
    if (against.some(({ records, head }) => records === now.seq && head !== hex(now.chain))) {
      return found(now, { seq: now.checked + 1, id: null, what: "altered" });
    }
    if (against.some(({ records }) => records === now.seq)) now = { ...now, checked: now.seq };
  }
  if (records.length === STEP) return now;
  const expected = Math.max(written.seq, ...against.map(({ records }) => records));
  if (expected > now.seq) return found(now, { seq: now.seq + 1, id: null, what: "removed_tail" });
  if (written.head !== null && !sameBytes(written.head, now.chain))
    return found(now, await relinked(db, now));
  return { ...now, done: true };
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const found = (walk: Walk, first: Finding): Walk => ({ ...walk, done: true, first });

/** What is wrong with the next record as it stands, in one word; `null`: nothing. */
function faultOf(
  record: StoredRecord,
  walk: Walk,
  floor: number | null,
  written: number,
): "order" | "gap" | "extra" | "content" | null {
  const expected = walk.seq + 1;
  if (!Number.isInteger(record.seq) || record.seq < expected) return "order";
  if (record.seq > written) return "extra";
  if (record.seq > expected) return "gap";
  // A text may be gone only where a pruning says so.
  if (record.raw === null && (floor === null || record.at_s === null || record.at_s >= floor))
    return "content";
  if (!sameBytes(contentDigest(record), record.digest)) return "content";
  return sameBytes(linkOf(walk.chain, expected, record), record.chain) ? null : "content";
}

async function windowsOf(
  db: Db,
  account: string,
  after: number,
  upto: number,
): Promise<Map<number, Uint8Array>> {
  const rows = await db
    .selectFrom("windows")
    .select(["upto_seq", "chain"])
    .where("account_id", "=", account)
    .where("upto_seq", ">", after)
    .where("upto_seq", "<=", upto)
    .execute();
  return new Map(rows.map(({ upto_seq, chain }) => [upto_seq, chain]));
}

/** The last record that a write has left, by the window digests and by the account's own row, which are written together. */
async function lastWritten(db: Db, account: string): Promise<{ seq: number; head: Uint8Array | null }> {
  const window = await db
    .selectFrom("windows")
    .select("upto_seq")
    .where("account_id", "=", account)
    .orderBy("upto_seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const row = await accountRow(db, account);
  return { seq: Math.max(window?.upto_seq ?? 0, row?.last_seq ?? 0), head: row?.head ?? null };
}
