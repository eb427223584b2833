import type { ArchiveProof, ArchiveWriter, Checkpoint, Verification } from "./archive.ts";
import type { Store } from "./ops.ts";
import { toVerification } from "./proof/ops.ts";
import { beginWalk } from "./proof/walk.ts";
import { secondsOf, toBatch } from "./writing/incoming.ts";

/** What stands of `Archive` so far. */
export type OpenArchive = ArchiveWriter & ArchiveProof & { close(): Promise<void> };

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
    prune: (account, before) => prune(store, account, before, now()),
    checkpoint: (account) => store.read("checkpoint", account, now()),
    verify: (account, against) => verify(store, account, against === undefined ? [] : [against], now),
    verified: (account) => store.read("verified", account),
    close: () => store.close(),
  };
}

/** In steps, so that a reading is written between them. */
async function prune(store: Store, account: string, before: number, now: number): Promise<number> {
  await store.write("raiseFloor", account, Math.ceil(before / 1000), now);
  let pruned = 0;
  for (;;) {
    const more = await store.write("pruneSome", account);
    if (more === 0) return pruned;
    pruned += more;
  }
}

async function verify(
  store: Store,
  account: string,
  against: readonly Checkpoint[],
  now: () => number,
): Promise<Verification> {
  let walk = beginWalk(account);
  while (!walk.done) walk = await store.read("walkOn", walk, against);
  const verification = toVerification(walk, now());
  await store.write("keepVerification", account, verification);
  return verification;
}
