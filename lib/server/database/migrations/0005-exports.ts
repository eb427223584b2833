import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("exports")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("reader", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("query", "text", (column) => column.notNull())
    .addColumn("format", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("events", "bigint", (column) => column.notNull())
    .addColumn("total", "bigint")
    .addColumn("bytes", "bigint", (column) => column.notNull())
    .addColumn("sha256", "text")
    .addColumn("receipt", "text")
    .addColumn("problem", "text")
    .addColumn("started_at", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint")
    .execute();
}
