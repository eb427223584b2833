import type { Verification } from "../archive.ts";
import type { Db } from "../db.ts";
import { link, sameBytes } from "./chain.ts";
import { contentDigest, linkOf, type StoredRecord, recordsOf } from "./record.ts";

type Finding = NonNullable<Verification["first"]>;

interface Behind {
  readonly account: string;
  readonly seq: number;
  readonly id: string | null;
  readonly chain: Uint8Array;
  readonly before: Uint8Array | null;
}

/**
 * What was done to the first record that does not hold, as far as the others tell. Asked once, at the end of a proof: it may look
 * at every later record.
 */
export async function diagnose(
  db: Db,
  behind: Behind,
  record: StoredRecord,
  fault: "order" | "gap" | "extra" | "content",
  written: number,
): Promise<Finding> {
  const at = (what: Finding["what"], seq = Number(record.seq), id: string | null = record.id): Finding => ({
    seq,
    id,
    what,
  });
  const seq = behind.seq + 1;
  if (fault === "order" || fault === "extra") return at("inserted");
  if (fault === "gap") return at("missing", seq, null);
  // A record was put in before this one and linked properly: this one still follows what stood before that.
  if (behind.before !== null && sameBytes(linkOf(behind.before, behind.seq, record), record.chain))
    return at("inserted", behind.seq, behind.id);
  const moved = await findMoved(db, behind, record);
  if (moved !== null) return at(moved);
  const [next] = await recordsOf(db, behind.account, { after: record.seq, limit: 1 });
  // The numbers behind a dropped record were closed up: the links still count one more.
  const closedUp =
    next === undefined
      ? written > record.seq && sameBytes(contentDigest(record), record.digest)
      : sameBytes(linkOf(record.chain, record.seq + 2, next), next.chain);
  return closedUp ? at("missing", seq, null) : at("altered");
}

/**
 * Records that hold by themselves and end in another chain than their window digest. The last was put in, when what comes next
 * does not know it; else some were changed and linked anew, and where they begin is not known but for the window.
 */
export async function relinked(db: Db, walk: Behind & { readonly window: number }): Promise<Finding> {
  const [next] = await recordsOf(db, walk.account, { after: walk.seq, limit: 1 });
  const isPutIn =
    next !== undefined && walk.before !== null && sameBytes(linkOf(walk.before, walk.seq, next), next.chain);
  return isPutIn
    ? { seq: walk.seq, id: walk.id, what: "inserted" }
    : { seq: walk.window + 1, id: null, what: "altered" };
}

const STEP = 1_000;

/** Whether what belongs here stands further behind: exchanged with this record, or pushed back by one that was put in. */
async function findMoved(
  db: Db,
  { account, seq: last, chain }: Behind,
  record: StoredRecord,
): Promise<"swapped" | "inserted" | null> {
  const seq = last + 1;
  const own = contentDigest(record);
  let before = record;
  for (let after = record.seq; ;) {
    const later = await recordsOf(db, account, { after, limit: STEP });
    for (const other of later) {
      const digest = contentDigest(other);
      const belongs = link(chain, seq, String(other.id), digest);
      if (sameBytes(belongs, other.chain)) {
        const previous = other.seq === seq + 1 ? other.chain : before.chain;
        const isSwap = sameBytes(link(previous, other.seq, String(record.id), own), record.chain);
        return isSwap ? "swapped" : "inserted";
      }
      // Parts of two records exchanged, the links left as they were.
      const parts = [
        belongs,
        link(chain, seq, String(record.id), digest),
        link(chain, seq, String(other.id), own),
      ];
      if (parts.some((part) => sameBytes(part, record.chain))) return "swapped";
      before = other;
    }
    if (later.length < STEP) return null;
    after = later.at(-1)?.seq ?? after;
  }
}
