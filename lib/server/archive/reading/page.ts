import type { Question, Slice, StoredPage } from "../archive.ts";
import type { Db } from "../db.ts";
import { inOrder } from "./in-order.ts";
import { Lane, type Ref } from "./lane.ts";
import { needleIn, type Part, partsOf, withRare } from "./parts.ts";
import { asStored, readRows } from "./rows.ts";
import { narrow } from "./text/narrow.ts";
import { holds, type Needle } from "./text/needle.ts";
import { inView, type ReadingOptions, type View } from "./view.ts";

/** Texts that are read before the index is asked at all: of a very common text they hold a page. */
const TRIED_FIRST = 64;
/** Texts that are read for the first rows of a common text; when these do not fill the page, the text is looked for in all. */
const TRIED = 4_000;

/** One page, with its total unless that is still to be counted; both of one moment. A page past the end has no events. */
export const page = (
  db: Db,
  options: ReadingOptions,
  question: Question,
  slice: Slice,
): Promise<StoredPage> => inView(db, options, (view) => pageIn(view, question, slice));

export async function pageIn(view: View, question: Question, slice: Slice): Promise<StoredPage> {
  const needle = needleIn(view, question);
  const plain = await partsOf(view, question);
  if (needle === null) return exactPage(view, plain, slice);
  const glance = await firstPage(view, plain, needle, slice, TRIED_FIRST);
  if (glance !== null) return glance;
  const { parts, common } = await withRare(view, plain, needle);
  if (!common) return exactPage(view, parts, slice);
  const first = await firstPage(view, parts, needle, slice, TRIED);
  if (first !== null) return first;
  const narrowed: Part[] = [];
  for (const { account, filter } of plain)
    narrowed.push({ account, filter: await narrow(view.trx, account, filter, needle) });
  return exactPage(view, narrowed, slice);
}

async function exactPage(view: View, parts: readonly Part[], slice: Slice): Promise<StoredPage> {
  let total = 0;
  for (const { account, filter } of parts) total += await account.countAll(view.trx, filter);
  // What is there is known: behind the last of them no segment is looked at.
  const limit = Math.min(slice.limit, total - slice.offset);
  const refs = limit <= 0 ? [] : await refsAt(view, parts, { ...slice, limit });
  return { events: (await readRows(view.trx, refs)).map(asStored), total };
}

async function refsAt(
  { trx }: View,
  parts: readonly Part[],
  { newestFirst, offset, limit }: Slice,
): Promise<readonly Ref[]> {
  const lanes = parts.map(({ account, filter }) => new Lane(trx, account, filter, newestFirst));
  let behind = offset;
  if (lanes.length === 1) {
    await lanes[0]?.skip(offset);
    behind = 0;
  }
  const refs: Ref[] = [];
  for await (const batch of inOrder(trx, lanes, newestFirst)) {
    refs.push(...batch.slice(Math.min(behind, batch.length)));
    behind -= Math.min(behind, batch.length);
    if (refs.length >= limit) break;
  }
  return refs.slice(0, limit);
}

/** The page by reading texts in order until it is full; `null` when too many would have to be read. */
async function firstPage(
  { trx }: View,
  parts: readonly Part[],
  needle: Needle,
  { newestFirst, offset, limit }: Slice,
  most: number,
): Promise<StoredPage | null> {
  if (offset + limit > most) return null;
  const lanes = parts.map(({ account, filter }) => new Lane(trx, account, filter, newestFirst));
  const wanted = offset + limit;
  const found = [];
  let tried = 0;
  for await (const batch of inOrder(trx, lanes, newestFirst)) {
    for (const row of await readRows(trx, batch))
      if (row.raw !== null && holds(needle, row.raw, row.compact)) found.push(asStored(row));
    if (found.length >= wanted) return { events: found.slice(offset, wanted), total: null };
    tried += batch.length;
    if (tried >= most) return null;
  }
  return { events: found.slice(offset), total: found.length };
}
