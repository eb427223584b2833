import { existsSync, rmSync } from "node:fs";
import { sql } from "kysely";
import { StoreError } from "../../database/store-error.ts";
import type { Db } from "../db.ts";

/** A whole copy as of one moment, without gaps inside, readable for its owner alone; the console may go on writing meanwhile. */
export async function backUp(db: Db, file: string): Promise<void> {
  if (existsSync(file)) throw new StoreError(`There is a file ${file} already.`);
  const before = process.umask(0o077);
  try {
    await sql`vacuum into ${file}`.execute(db);
  } catch (error) {
    rmSync(file, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`The copy ${file} cannot be made: ${reason}.`, { cause: error });
  } finally {
    process.umask(before);
  }
}
