import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // One row, written to learn whether anything can be written.
  await db.schema
    .createTable("store_checks")
    .addColumn("id", "integer", (column) => column.primaryKey().notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .execute();
}
