import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("users")
    .addColumn("name", "text", (column) => column.primaryKey().notNull())
    .addColumn("password_hash", "text")
    .addColumn("role", "text", (column) =>
      column.notNull().check(sql`role in ('viewer', 'analyst', 'admin')`),
    )
    .addColumn("accounts", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("disabled_at", "bigint")
    .execute();

  // No foreign key to users: the demo user has sessions and no row.
  await db.schema
    .createTable("sessions")
    .addColumn("id_hash", "text", (column) => column.primaryKey().notNull())
    .addColumn("user_name", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("last_seen_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("revoked_at", "bigint")
    .execute();
  await db.schema.createIndex("sessions_by_user").on("sessions").column("user_name").execute();
  await db.schema.createIndex("sessions_by_expiry").on("sessions").column("expires_at").execute();
}
