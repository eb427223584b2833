import "server-only";

import { join } from "node:path";
import { type CompiledQuery, Kysely } from "kysely";
import { migrate } from "./migrate.ts";
import { consoleMigrations } from "./migrations/index.ts";
import type { ConsoleSchema } from "./schema.ts";
import { type RowsNow, sqliteDialect } from "./sqlite.ts";
import { StoreError } from "./store-error.ts";

export type ConsoleStore = Kysely<ConsoleSchema> & { readonly rowsNow?: RowsNow };

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
    const dialect = sqliteDialect(file);
    store = Object.assign(new Kysely<ConsoleSchema>({ dialect }), { rowsNow: dialect.rowsNow });
    await migrate(store, consoleMigrations, `The console store ${file}`);
    return store;
  } catch (error) {
    await store?.destroy();
    if (error instanceof StoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`The console store ${file} cannot be opened: ${reason}.`, { cause: error });
  }
}

/**
 * The rows of a compiled question, for what every request asks: without Kysely's turn-taking, whose dozen promises cost several times
 * SQLite's answer, unless a transaction is open.
 */
export function rowsOf<Row>(
  store: ConsoleStore,
  query: CompiledQuery<Row>,
): readonly Row[] | Promise<readonly Row[]> {
  return store.rowsNow?.(query) ?? store.executeQuery<Row>(query).then(({ rows }) => rows);
}
