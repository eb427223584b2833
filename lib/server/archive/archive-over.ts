import type { Archive, Checkpoint, Verification } from "./archive.ts";
import type { Store } from "./ops.ts";
import { toVerification } from "./proof/ops.ts";
import { beginWalk } from "./proof/walk.ts";
import { readerOver } from "./reading/over.ts";
import { secondsOf, toBatch } from "./writing/incoming.ts";

export interface ArchiveOptions {
  /** The clock that stamps arrivals, in ms. */
  readonly now?: () => number;
  /** `AUDIT_SEARCH_CASE=sensitive`. */
  readonly caseSensitive?: boolean;
}

/** The archive's interface over one store. */
export function archiveOver(
  store: Store,
  { now = Date.now, caseSensitive = false }: ArchiveOptions = {},
): Archive {
  return {
    ...readerOver(store, { caseSensitive }),
    write: (reading) => store.write("write", toBatch(reading, null, now())),
    writePart: (reading, reason) => store.write("write", toBatch(reading, reason, now())),
    miss: (account, from, to, at, reason) =>
      store.write("miss", account, { ...secondsOf(from, to), readAt: at, reason }),
    coverage: (account) => store.read("coverage", account),
    holdings: (account) => store.read("holdings", account),
    discrepancies: (account) => store.read("discrepancies", account),
    unknownDiscrepancies: (account) => store.read("unknownDiscrepancies", account),
    otherTexts: (account, id) => store.read("otherTexts", account, id),
    setKnown: (account, which, known) => store.write("setKnown", account, which, known),
    syncState: (account) => store.read("syncState", account),
    setSyncState: (account, change) => store.write("setSyncState", account, change),
    prune: (account, before) => prune(store, account, before, now()),
    checkpoint: (account) => store.read("checkpoint", account, now()),
    verify: (account, against, onStep) =>
      verify(store, account, against === undefined ? [] : [against], now, onStep),
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
  onStep?: (records: number) => void,
): Promise<Verification> {
  const began = now();
  let walk = beginWalk(account);
  while (!walk.done) {
    walk = await store.read("walkOn", walk, against);
    onStep?.(walk.seq);
  }
  const verification = toVerification(walk, began, now());
  await store.write("keepVerification", account, verification);
  return verification;
}
