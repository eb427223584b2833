import { sql, type CreateTableBuilder, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  const table = (name: string, ...key: string[]) =>
    db.schema
      .createTable(name)
      .addColumn("account_id", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint(`${name}_key`, ["account_id", ...key] as never[]);
  const needed = <T extends string>(
    builder: CreateTableBuilder<string, string>,
    type: "bigint" | "text" | "blob" | "integer",
    ...names: T[]
  ) =>
    names.reduce(
      (table, name) => table.addColumn(name, sql.raw(type), (column) => column.notNull()),
      builder,
    );

  await needed(
    needed(table("accounts"), "bigint", "number", "version", "last_seq", "events"),
    "blob",
    "head",
  ).execute();

  // A row of its own number in front: the record is large, and the keys' indexes stay small.
  await needed(
    needed(needed(table("events", "seq"), "bigint", "seq", "arrived_at"), "integer", "compact", "late"),
    "text",
    "id",
  )
    .addColumn("at_s", "bigint")
    .addColumn("type", "integer")
    .addColumn("user", "integer")
    .addColumn("ip", "integer")
    .addColumn("country", "integer")
    .addColumn("source", "integer")
    .addColumn("digest", "blob", (column) => column.notNull())
    .addColumn("chain", "blob", (column) => column.notNull())
    .addColumn("raw", "text")
    .execute();
  await db.schema.createIndex("events_by_id").unique().on("events").columns(["account_id", "id"]).execute();
  await db.schema.createIndex("events_by_time").on("events").columns(["account_id", "at_s", "id"]).execute();

  // Late ones are few, and every page asks for them.
  await db.schema
    .createIndex("events_late")
    .on("events")
    .columns(["account_id", "arrived_at"])
    .where(sql.ref("late"), "=", 1)
    .execute();

  await needed(
    needed(table("terms", "dimension", "code"), "text", "dimension", "value"),
    "integer",
    "code",
    "count",
  )
    .addColumn("first_s", "bigint")
    .execute();
  await db.schema
    .createIndex("terms_by_value")
    .unique()
    .on("terms")
    .columns(["account_id", "dimension", "value"])
    .execute();

  await db.schema
    .createIndex("terms_by_first")
    .on("terms")
    .columns(["account_id", "dimension", "first_s"])
    .execute();

  await needed(table("segments", "no"), "integer", "no", "count", "version")
    .addColumn("first_s", "bigint")
    .addColumn("last_s", "bigint")
    .addColumn("columns", "blob", (column) => column.notNull())
    .execute();

  await needed(needed(table("windows", "upto_seq"), "bigint", "upto_seq", "at"), "blob", "chain").execute();

  await needed(needed(table("coverage", "from_s"), "bigint", "from_s", "to_s", "read_at"), "text", "state")
    .addColumn("reason", "text")
    .execute();

  await needed(
    needed(needed(table("discrepancies", "id", "digest"), "text", "id", "raw"), "blob", "digest"),
    "bigint",
    "seen_at",
  ).execute();

  await needed(table("prunes", "before_s"), "bigint", "before_s", "at", "events").execute();

  await needed(table("sync_state"), "integer", "paused")
    .addColumn("list_order", "text")
    .addColumn("notes", "text")
    .execute();

  await needed(needed(table("verifications"), "bigint", "at", "records", "pruned"), "text", "state")
    .addColumn("first", "text")
    .execute();

  // Folded to lower case before it comes here: SQLite's folding is not JavaScript's. Rows are removed by giving their text again.
  await sql`create virtual table event_texts using fts5(
    text, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1')`.execute(db);
}
