import "server-only";

import { Kysely } from "kysely";
import { migrate } from "../database/migrate.ts";
import { sqliteDialect } from "../database/sqlite.ts";
import { StoreError } from "../database/store-error.ts";
import type { Db } from "./db.ts";
import { archiveMigrations } from "./migrations/index.ts";
import type { ArchiveSchema } from "./schema.ts";

const WRITER_CACHE_KIB = 65_536;
const READER_CACHE_KIB = 65_536;

/** Opens the archive's file for writing and brings it to this version. The caller closes it with `destroy()`. Rejects with `StoreError`. */
export const openForWriting = (file: string): Promise<Db> =>
  opened(file, async () => {
    const db = new Kysely<ArchiveSchema>({ dialect: sqliteDialect(file, { cacheKiB: WRITER_CACHE_KIB }) });
    return migrated(db, file);
  });

/** Opens an archive of this version for reading, also beside a program that writes it. Rejects with `StoreError`. */
export const openForReading = (file: string): Promise<Db> =>
  opened(file, async () => {
    const dialect = sqliteDialect(file, { readOnly: true, cacheKiB: READER_CACHE_KIB });
    return new Kysely<ArchiveSchema>({ dialect });
  });

async function migrated(db: Db, file: string): Promise<Db> {
  try {
    await migrate(db, archiveMigrations, `The archive ${file}`);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function opened(file: string, open: () => Promise<Db>): Promise<Db> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`The archive ${file} cannot be opened: ${reason}.`, { cause: error });
  }
}
