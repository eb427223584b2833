import "server-only";

import { existsSync } from "node:fs";
import { sql } from "kysely";
import { StoreError } from "../database/store-error.ts";
import type { Db } from "./db.ts";
import { archiveMigrations } from "./migrations/index.ts";
import { openForReading } from "./open-file.ts";

/** Opens an archive as it is, without bringing it to this version: for what only reads. Rejects with `StoreError`. */
export async function openForProof(file: string): Promise<Db> {
  if (!existsSync(file)) throw new StoreError(`There is no archive ${file}.`);
  const db = await openForReading(file);
  try {
    const steps = await stepsOf(db, file);
    const newer = steps.filter((name) => !Object.hasOwn(archiveMigrations, name));
    if (newer.length > 0)
      throw new StoreError(
        `The archive ${file} was written by a newer version of this program (step ${newer.join(", ")}): use that version.`,
      );
    if (steps.length < Object.keys(archiveMigrations).length)
      throw new StoreError(
        `The archive ${file} was written by an older version of this program: start the console once, which brings it to this one.`,
      );
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function stepsOf(db: Db, file: string): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map(({ name }) => name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`${file} cannot be read as an archive: ${reason}.`, { cause: error });
  }
}
