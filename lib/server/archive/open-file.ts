import "server-only";

import { Kysely, type Logger } from "kysely";
import { migrate } from "../database/migrate.ts";
import { sqliteDialect } from "../database/sqlite.ts";
import { StoreError } from "../database/store-error.ts";
import type { Db } from "./db.ts";
import { archiveMigrations } from "./migrations/index.ts";
import type { ArchiveSchema } from "./schema.ts";
import { explain } from "./sqlite/explain.ts";

const WRITER_CACHE_KIB = 65_536;
/** Little: the system keeps the file's pages for all, and an export of everything must not fill it with what nobody asks for again. */
const READER_CACHE_KIB = 8_192;

/** Opens the archive's file for writing and brings it to this version. The caller closes it with `destroy()`. Rejects with `StoreError`. */
export const openForWriting = (file: string, log?: Logger): Promise<Db> =>
  opened(file, async () => {
    const db = connect(file, false, log);
    try {
      await migrate(db, archiveMigrations, `The archive ${file}`);
      return db;
    } catch (error) {
      await db.destroy();
      throw error;
    }
  });

/** Opens an archive of this version for reading, also beside a program that writes it. Rejects with `StoreError`. */
export const openForReading = (file: string, log?: Logger): Promise<Db> =>
  opened(file, async () => connect(file, true, log));

const connect = (file: string, readOnly: boolean, log?: Logger): Db =>
  new Kysely<ArchiveSchema>({
    dialect: sqliteDialect(file, { readOnly, cacheKiB: readOnly ? READER_CACHE_KIB : WRITER_CACHE_KIB }),
    ...(log && { log }),
  });

async function opened(file: string, open: () => Promise<Db>): Promise<Db> {
  try {
    return await open();
  } catch (error) {
    const explained = explain(error, file);
    if (explained instanceof StoreError) throw explained;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`The archive ${file} cannot be opened: ${reason}.`, { cause: error });
  }
}
