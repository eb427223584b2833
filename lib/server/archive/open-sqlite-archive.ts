import "server-only";

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { StoreError } from "../database/store-error.ts";
import type { Archive } from "./archive.ts";
import { archiveOver, type ArchiveOptions } from "./archive-over.ts";
import { indexTexts } from "./index-texts.ts";
import { lockArchive } from "./sqlite/lock.ts";
import { openThreads } from "./sqlite/threads.ts";
import { workerScript } from "./sqlite/worker-script.ts";

/**
 * Opens, makes or migrates the archive in one SQLite file, for this process alone. Rejects with `StoreError`: one sentence for the
 * operator.
 */
export async function openSqliteArchive(file: string, options: ArchiveOptions = {}): Promise<Archive> {
  const script = workerScript();
  makeFolder(file);
  const release = lockArchive(file);
  try {
    const store = await openThreads(script, file);
    const archive = archiveOver(store, options);
    void indexTexts(store, file);
    return { ...archive, close: () => archive.close().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`The archive's folder ${dirname(file)} cannot be made: ${reason}.`, {
      cause: error,
    });
  }
}
