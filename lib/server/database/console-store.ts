import "server-only";

import { openConsoleStore, type ConsoleStore } from "./open-store.ts";

interface Handle {
  dataDir: string;
  store: Promise<ConsoleStore>;
}

// Routes, pages and instrumentation get module instances of their own; the file must have one connection.
const KEY = Symbol.for("audit-console.store");
const holder = globalThis as { [KEY]?: Handle };

/** The process's one console store, opened and migrated on first use. A failed opening is tried again by the next caller. */
export function consoleStore(dataDir: string): Promise<ConsoleStore> {
  const held = holder[KEY];
  if (held?.dataDir === dataDir) return held.store;
  const handle: Handle = { dataDir, store: openConsoleStore(dataDir) };
  holder[KEY] = handle;
  handle.store.catch(() => {
    if (holder[KEY] === handle) delete holder[KEY];
  });
  return handle.store;
}

/** For an orderly end of the process, and for tests. */
export async function closeConsoleStore(): Promise<void> {
  const held = holder[KEY];
  delete holder[KEY];
  await (await held?.store.catch(() => undefined))?.destroy();
}
