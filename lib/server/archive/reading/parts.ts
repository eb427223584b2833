import type { Question } from "../archive.ts";
import type { ColumnFilter } from "../columns/filter.ts";
import type { AccountColumns } from "./account-columns.ts";
import { compile } from "./compile.ts";
import { narrowRare } from "./text/narrow.ts";
import { type Needle, needleOf } from "./text/needle.ts";
import { accountsOf, type View } from "./view.ts";

/** One account's part of a question. */
export interface Part {
  readonly account: AccountColumns;
  readonly filter: ColumnFilter;
}

export const needleIn = ({ caseSensitive }: View, { searchText }: Question): Needle | null =>
  searchText === null ? null : needleOf(searchText, caseSensitive);

/** The question by account, its text apart. */
export async function partsOf(view: View, question: Question): Promise<Part[]> {
  const parts: Part[] = [];
  for (const account of await accountsOf(view, question.accounts))
    parts.push({ account, filter: await compile(view.trx, account, question) });
  return parts;
}

/** The text put into the filters where it is a rare one; `common`: in some account it is not. */
export async function withRare(
  { trx }: View,
  plain: readonly Part[],
  needle: Needle,
): Promise<{ parts: Part[]; common: boolean }> {
  const parts: Part[] = [];
  let common = false;
  for (const { account, filter } of plain) {
    const rare = await narrowRare(trx, account, filter, needle);
    if (rare === null) common = true;
    parts.push({ account, filter: rare ?? filter });
  }
  return { parts, common };
}
