import type { ArchiveWriter } from "./archive.ts";
import type { Store } from "./ops.ts";
import { secondsOf, toBatch } from "./writing/incoming.ts";

/** The archive's interface over one store; `now` is the clock that stamps arrivals, in ms. */
export function archiveOver(store: Store, now: () => number = Date.now): OpenArchive {
  return {
    write: (reading) => store.write("write", toBatch(reading, null, now())),
    writePart: (reading, reason) => store.write("write", toBatch(reading, reason, now())),
    miss: (account, from, to, at, reason) =>
      store.write("miss", account, { ...secondsOf(from, to), readAt: at, reason }),
    coverage: (account) => store.read("coverage", account),
    holdings: (account) => store.read("holdings", account),
    discrepancies: (account) => store.read("discrepancies", account),
    syncState: (account) => store.read("syncState", account),
    setSyncState: (account, change) => store.write("setSyncState", account, change),
    close: () => store.close(),
  };
}

/** What stands of `Archive` so far. */
export type OpenArchive = Omit<ArchiveWriter, "prune"> & { close(): Promise<void> };
