import type { Kysely } from "kysely";

/** @public Kysely finds it by this name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("users").addColumn("oidc_issuer", "text").execute();
  await db.schema.alterTable("users").addColumn("oidc_subject", "text").execute();
  await db.schema
    .createIndex("users_by_subject")
    .on("users")
    .columns(["oidc_issuer", "oidc_subject"])
    .unique()
    .execute();
  await db.schema.alterTable("sessions").addColumn("role", "text").execute();
  await db.schema.alterTable("sessions").addColumn("accounts", "text").execute();
}
