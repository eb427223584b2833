import type { Question, Slice, StoredPage } from "../archive.ts";
import type { ColumnFilter } from "../columns/filter.ts";
import type { Db } from "../db.ts";
import type { AccountColumns } from "./account-columns.ts";
import { compile } from "./compile.ts";
import { inOrder } from "./in-order.ts";
import { Lane, type Ref } from "./lane.ts";
import { asStored, readRows } from "./rows.ts";
import { narrow, narrowRare } from "./text/narrow.ts";
import { holds, type Needle, needleOf } from "./text/needle.ts";
import { accountsOf, inView, type ReadingOptions, type View } from "./view.ts";

/** One account's part of a question. */
export interface Part {
  readonly account: AccountColumns;
  readonly filter: ColumnFilter;
}

/** Texts that are read for the first rows of a common text; when these do not fill the page, the text is looked for in all. */
const TRIED = 4_000;

/** One page, with its total unless that is still to be counted; both of one moment. A page past the end has no events. */
export const page = (
  db: Db,
  options: ReadingOptions,
  question: Question,
  slice: Slice,
): Promise<StoredPage> =>
  inView(db, options, async (view) => {
    const { parts, needle, common } = await partsOf(view, question);
    if (needle === null || !common) return exactPage(view, parts, slice);
    const first = await firstPage(view, parts, needle, slice);
    if (first !== null) return first;
    const narrowed: Part[] = [];
    for (const { account, filter } of parts)
      narrowed.push({ account, filter: await narrow(view.trx, account, filter, needle) });
    return exactPage(view, narrowed, slice);
  });

/** The question by account: a rare text is in the filters already, a common one is not. */
export async function partsOf(
  view: View,
  question: Question,
): Promise<{ parts: Part[]; needle: Needle | null; common: boolean }> {
  const needle = question.searchText === null ? null : needleOf(question.searchText, view.caseSensitive);
  const parts: Part[] = [];
  let common = false;
  for (const account of await accountsOf(view, question.accounts)) {
    const filter = await compile(view.trx, account, question);
    const rare = needle === null ? filter : await narrowRare(view.trx, account, filter, needle);
    if (rare === null) common = true;
    parts.push({ account, filter: rare ?? filter });
  }
  return { parts, needle, common };
}

async function exactPage(view: View, parts: readonly Part[], slice: Slice): Promise<StoredPage> {
  let total = 0;
  for (const { account, filter } of parts) total += await account.countAll(view.trx, filter);
  const refs = slice.offset >= total ? [] : await refsAt(view, parts, slice);
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
): Promise<StoredPage | null> {
  const lanes = parts.map(({ account, filter }) => new Lane(trx, account, filter, newestFirst));
  const wanted = offset + limit;
  const found = [];
  let tried = 0;
  for await (const batch of inOrder(trx, lanes, newestFirst)) {
    for (const row of await readRows(trx, batch))
      if (row.raw !== null && holds(needle, row.raw, row.compact)) found.push(asStored(row));
    if (found.length >= wanted) return { events: found.slice(offset, wanted), total: null };
    tried += batch.length;
    if (tried >= TRIED) return null;
  }
  return { events: found.slice(offset), total: found.length };
}
