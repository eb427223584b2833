import { type Kysely, sql } from "kysely";

const HASH_BYTES = 8 * 2 ** 20;

/** Empties the text index, which held single characters: it is filled anew with pairs while the archive is in use (`indexSome`). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`insert into event_texts (event_texts) values ('delete-all')`.execute(db);
  // Pieces of four are many: room for those of one write, which otherwise becomes several lists, to be merged again.
  await sql`insert into event_texts (event_texts, rank) values ('hashsize', ${HASH_BYTES})`.execute(db);
  await db.schema
    .alterTable("accounts")
    .addColumn("texts_from", "bigint", (column) => column.notNull().defaultTo(1))
    .execute();
  await sql`update accounts set texts_from = last_seq + 1 where account_id > ''`.execute(db);
}
