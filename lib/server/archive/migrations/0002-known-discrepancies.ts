import type { Kysely } from "kysely";

/** Who has recorded other bytes for an id as known, and when; and how long a verification took. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("discrepancies").addColumn("known_by", "text").execute();
  await db.schema.alterTable("discrepancies").addColumn("known_at", "bigint").execute();
  await db.schema.alterTable("verifications").addColumn("took_ms", "bigint").execute();
}
