import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Ids are given by the insert itself, without gaps: a number that is missing is a record that was taken out.
  await db.schema
    .createTable("access_records")
    .addColumn("id", "integer", (column) => column.primaryKey().notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("reader", "text", (column) => column.notNull())
    .addColumn("verb", "text", (column) => column.notNull())
    .addColumn("account", "text")
    .addColumn("query", "text", (column) => column.notNull())
    .addColumn("session", "text")
    .addColumn("address", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("access_records_by_time").on("access_records").columns(["at", "id"]).execute();
  await db.schema
    .createIndex("access_records_by_reader")
    .on("access_records")
    .columns(["reader", "at", "id"])
    .execute();
}
