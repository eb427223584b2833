import type { Question, StoredEvent } from "../archive.ts";
import type { Db } from "../db.ts";
import { inOrder } from "./in-order.ts";
import { Lane, type Reached, type Ref } from "./lane.ts";
import { needleIn, partsOf, withRare } from "./parts.ts";
import { asStored, readRows } from "./rows.ts";
import { holds } from "./text/needle.ts";
import { inView, type ReadingOptions } from "./view.ts";

/** Where a stream stands, by account: the last event that it took, and the last seq that was there when it began. */
export interface StreamCursor {
  readonly accounts: Readonly<Record<string, { readonly upTo: number; readonly reached: Reached | null }>>;
}

export interface StreamChunk {
  readonly events: readonly StoredEvent[];
  /** For the next chunk; `null`: this was the last. */
  readonly cursor: StreamCursor | null;
}

/** Events looked at for one chunk: some ms, in which others wait. */
const LOOKED_AT = 512;

/**
 * The next events of a question, from the beginning without a cursor. Every chunk is a transaction of its own; what arrives after the first one is
 * not in the stream. A chunk may be empty and not be the last.
 */
export const streamChunk = (
  db: Db,
  options: ReadingOptions,
  question: Question,
  newestFirst: boolean,
  cursor: StreamCursor | null,
): Promise<StreamChunk> =>
  inView(db, options, async (view) => {
    const needle = needleIn(view, question);
    const plain = await partsOf(view, question);
    const { parts, common } =
      needle === null ? { parts: plain, common: false } : await withRare(view, plain, needle);
    const reached = new Map<string, { upTo: number; reached: Reached | null }>();
    const lanes: Lane[] = [];
    for (const { account, filter } of parts) {
      const held = cursor === null ? { upTo: account.lastSeq, reached: null } : cursor.accounts[account.key];
      // An account of which nothing was there at the beginning.
      if (held === undefined) continue;
      reached.set(account.key, held);
      lanes.push(new Lane(view.trx, account, filter, newestFirst, held.reached, true));
    }
    const taken: Ref[] = [];
    let ended = true;
    let looked = 0;
    for await (const batch of inOrder(view.trx, lanes, newestFirst)) {
      for (const ref of batch) if (ref.seq <= (reached.get(ref.account.key)?.upTo ?? 0)) taken.push(ref);
      for (const { account, at, seq } of batch)
        reached.set(account.key, { upTo: reached.get(account.key)?.upTo ?? 0, reached: { at, seq } });
      looked += batch.length;
      if (looked >= LOOKED_AT) {
        ended = false;
        break;
      }
    }
    const rows = await readRows(view.trx, taken);
    const checked = needle !== null && common;
    const events = rows.filter(
      ({ raw, compact }) => !checked || (raw !== null && holds(needle, raw, compact)),
    );
    return {
      events: events.map(asStored),
      cursor: ended ? null : { accounts: Object.fromEntries(reached) },
    };
  });
