import { accountRow, type Trx } from "../db.ts";
import { genesis } from "../proof/chain.ts";
import type { AccountsTable } from "../schema.ts";

/** The account's row; made when nothing was written for it yet. */
export async function openAccount(trx: Trx, account: string): Promise<AccountsTable> {
  const found = await accountRow(trx, account);
  if (found !== undefined) return found;
  // The one statement that looks over all accounts; there is one writer.
  const { last } = await trx
    .selectFrom("accounts")
    .select(({ fn }) => fn.max("number").as("last"))
    .executeTakeFirstOrThrow();
  const row: AccountsTable = {
    account_id: account,
    number: Number(last ?? 0) + 1,
    version: 0,
    last_seq: 0,
    head: genesis(account),
    events: 0,
    texts_from: 1,
  };
  await trx.insertInto("accounts").values(row).execute();
  return row;
}

export async function saveAccount(trx: Trx, row: AccountsTable): Promise<void> {
  const { account_id, number: _, ...rest } = row;
  await trx.updateTable("accounts").set(rest).where("account_id", "=", account_id).execute();
}
