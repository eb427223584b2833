import "server-only";

import { archiveOver, type OpenArchive } from "./archive-over.ts";
import { directStore } from "./direct-store.ts";
import { openForReading, openForWriting } from "./open-file.ts";

/** Opens, makes or migrates the archive in one SQLite file. Rejects with `StoreError`: one sentence for the operator. */
export async function openSqliteArchive(file: string, now: () => number = Date.now): Promise<OpenArchive> {
  const writer = await openForWriting(file);
  return archiveOver(directStore(writer, await openForReading(file)), now);
}
