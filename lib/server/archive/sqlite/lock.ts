import { closeSync, existsSync, openSync } from "node:fs";
import { DatabaseSync } from "@photostructure/sqlite";
import { StoreError } from "../../database/store-error.ts";

/**
 * Holds an archive for this process. The lock is SQLite's own on a small file beside it, which the system releases when the
 * process ends, however it ends; the file stays. Throws `StoreError` when another process holds it. Returns what releases it.
 */
export function lockArchive(file: string): () => void {
  const path = `${file}.lock`;
  let lock: InstanceType<typeof DatabaseSync> | undefined;
  try {
    if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec("pragma journal_mode = delete");
    lock.exec("begin immediate");
    lock.exec("create table if not exists owner (pid integer)");
    lock.exec(`delete from owner; insert into owner values (${process.pid})`);
    lock.exec("commit");
    // Others may still read whose it is.
    lock.exec("begin immediate");
  } catch (error) {
    const isHeld = error instanceof Error && /locked|busy/i.test(error.message);
    const owner = isHeld ? ownerIn(lock) : null;
    lock?.close();
    if (!isHeld) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StoreError(`The lock ${path} cannot be taken: ${reason}.`, { cause: error });
    }
    const who = owner === null ? "another process" : `process ${owner}`;
    throw new StoreError(
      `The archive ${file} is in use by ${who}: one console at a time works on a data folder. Stop that one, or give this one another AUDIT_DATA_DIR.`,
    );
  }
  return () => lock.close();
}

function ownerIn(lock: InstanceType<typeof DatabaseSync> | undefined): number | null {
  try {
    const row = lock?.prepare("select pid from owner").get() as { pid: number } | undefined;
    return row?.pid ?? null;
  } catch {
    return null;
  }
}
