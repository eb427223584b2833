import type { Archive } from "../archive/archive.ts";

/** What the sync asks of the archive: all that it knows stands there, so that it may end at any moment. */
export type SyncArchive = Pick<
  Archive,
  "write" | "writePart" | "miss" | "coverage" | "holdings" | "syncState" | "setSyncState" | "count" | "prune"
>;
