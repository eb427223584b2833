import type { Migration } from "kysely";
import * as archive from "./0001-archive.ts";
import * as knownDiscrepancies from "./0002-known-discrepancies.ts";
import * as textPairs from "./0003-text-pairs.ts";

/** The archive's steps, forward only. A name, once released, never changes; the next begins with the next number. */
export const archiveMigrations: Readonly<Record<string, Migration>> = {
  "0001-archive": archive,
  "0002-known-discrepancies": knownDiscrepancies,
  "0003-text-pairs": textPairs,
};
