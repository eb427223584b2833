import "server-only";

import { Migrator, sql, type Kysely, type Migration } from "kysely";
import { StoreError } from "./store-error.ts";

/**
 * Brings a store to this program's version. A store that a newer program has migrated is left untouched and refused: an older
 * program could read wrongly what it does not know. `label` names the store in the sentence.
 */
export async function migrate<Schema>(
  db: Kysely<Schema>,
  migrations: Readonly<Record<string, Migration>>,
  label: string,
): Promise<void> {
  const unknown = (await executed(db)).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) {
    throw new StoreError(
      `${label} was written by a newer version of this program (step ${unknown.join(", ")}): start that version, or put back a copy from before it.`,
    );
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new StoreError(`${label} could not be brought to this version.`, { cause: error });
}

async function executed<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}
