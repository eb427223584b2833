import "server-only";
import type { Sync } from "./sync.ts";

// Routes, pages and instrumentation get module instances of their own; the sync runs once.
const KEY = Symbol.for("audit-console.sync");
const holder = globalThis as { [KEY]?: Sync };

/** The process's sync; `null` where nothing is archived. */
export const runningSync = (): Sync | null => holder[KEY] ?? null;

export function holdSync(sync: Sync | null): void {
  if (sync === null) delete holder[KEY];
  else holder[KEY] = sync;
}
