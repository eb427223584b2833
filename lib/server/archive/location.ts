import { join, resolve } from "node:path";
import { StoreError } from "../database/store-error.ts";

/** Where the archive is; `null`: there is none (`ARCHIVE_URL=off`). */
export type ArchiveLocation = { readonly kind: "sqlite"; readonly file: string };

/** What `ARCHIVE_URL` says, with the default of a data folder. Throws `StoreError` for anything else. */
export function archiveLocation(url: string | undefined, dataDir: string): ArchiveLocation | null {
  if (url === undefined || url === "") return { kind: "sqlite", file: resolve(join(dataDir, "archive.db")) };
  if (url === "off") return null;
  const [, file] = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url) ?? [];
  if (file === undefined)
    throw new StoreError("ARCHIVE_URL must be off, or sqlite: and a file, as sqlite:.data/archive.db.");
  return { kind: "sqlite", file: resolve(file) };
}
