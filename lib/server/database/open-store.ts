import "server-only";

import { join } from "node:path";
import { Kysely } from "kysely";
import { migrate } from "./migrate.ts";
import { consoleMigrations } from "./migrations/index.ts";
import type { ConsoleSchema } from "./schema.ts";
import { sqliteDialect } from "./sqlite.ts";
import { StoreError } from "./store-error.ts";

export type ConsoleStore = Kysely<ConsoleSchema>;

export const consoleStoreFile = (dataDir: string): string => join(dataDir, "console.db");

/**
 * Opens and migrates the console store of one data directory; the caller closes it with `destroy()`. Rejects with `StoreError`.
 *
 * Its calls run on the event loop, unlike the archive's: every one is a look-up by key in a table of a few hundred rows and
 * ends in well under a millisecond, where a hop to a worker thread and back would cost more than the work.
 */
export async function openConsoleStore(dataDir: string): Promise<ConsoleStore> {
  const file = consoleStoreFile(dataDir);
  let store: ConsoleStore | undefined;
  try {
    store = new Kysely<ConsoleSchema>({ dialect: sqliteDialect(file) });
    await migrate(store, consoleMigrations, `The console store ${file}`);
    return store;
  } catch (error) {
    await store?.destroy();
    if (error instanceof StoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`The console store ${file} cannot be opened: ${reason}.`, { cause: error });
  }
}
