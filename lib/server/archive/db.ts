import type { Kysely, Transaction } from "kysely";
import type { AccountsTable, ArchiveSchema } from "./schema.ts";

/** What an operation works on: a connection of either engine, or a transaction on it. */
export type Db = Kysely<ArchiveSchema>;
export type Trx = Transaction<ArchiveSchema>;

/** Lists longer than this go to the engine in parts: a statement may carry only so many values. */
const PART = 200;

export function* parts<Item>(items: readonly Item[], size = PART): Generator<readonly Item[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}

export const accountRow = (db: Db, account: string): Promise<AccountsTable | undefined> =>
  db.selectFrom("accounts").selectAll().where("account_id", "=", account).executeTakeFirst();
