import type { ColumnFilter } from "../../columns/filter.ts";
import { matchRows } from "../../columns/match.ts";
import { SeqSet } from "../../columns/seq-set.ts";
import type { Trx } from "../../db.ts";
import type { AccountColumns } from "../account-columns.ts";
import { among, findAll, findRare } from "./find-texts.ts";
import type { Needle } from "./needle.ts";

/** Where other filters leave so few events, each is looked at; else the text is looked for in all, and kept. */
const FEW = 20_000;

/** The filter with the text, whatever that costs. */
export async function narrow(
  trx: Trx,
  account: AccountColumns,
  filter: ColumnFilter,
  needle: Needle | null,
): Promise<ColumnFilter> {
  if (needle === null) return filter;
  const rare = await findRare(trx, account, needle);
  if (rare !== null) return withSeqs(filter, rare);
  if ((await account.countAll(trx, filter)) > FEW)
    return withSeqs(filter, await findAll(trx, account, needle));
  const seqs: number[] = [];
  for (const place of account.places(filter.from, filter.to, true)) {
    const segment = await account.open(trx, place);
    for (const row of matchRows(segment, filter)) seqs.push(segment.seq[row] as number);
  }
  return { ...filter, seqs: new SeqSet(await among(trx, account, needle, seqs)) };
}

/** The filter with the text when it is a rare one; `null`: it is common. */
export async function narrowRare(
  trx: Trx,
  account: AccountColumns,
  filter: ColumnFilter,
  needle: Needle,
): Promise<ColumnFilter | null> {
  const rare = await findRare(trx, account, needle);
  return rare === null ? null : withSeqs(filter, rare);
}

export const withSeqs = (filter: ColumnFilter, seqs: SeqSet): ColumnFilter => ({
  ...filter,
  seqs: filter.seqs === null ? seqs : seqs.and(filter.seqs),
});
