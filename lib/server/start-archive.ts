import "server-only";
import { holdArchive } from "./archive/held.ts";
import { openSqliteArchive } from "./archive/open-sqlite-archive.ts";
import type { Config } from "./config.ts";
import { holdSync } from "./sync/running.ts";
import { startSync } from "./sync/sync.ts";

const SECOND = 1000;
const DAY = 86_400_000;

/**
 * Opens the archive where there is one, and starts to fill it. Resolves to what ends both; `null` without one. Rejects with `StoreError`, also
 * when another process works on it.
 */
export async function startArchive(settings: Config): Promise<(() => Promise<void>) | null> {
  const { accounts, archive: location, sync: terms, upstream } = settings;
  if (location === null) return null;
  const archive = await openSqliteArchive(location.file, {
    caseSensitive: upstream.searchCase === "sensitive",
  });
  const settleMs = terms.settleSeconds * SECOND;
  const sync = startSync({
    archive,
    accounts,
    zone: upstream.zone,
    dateSuffix: upstream.dateSuffix,
    settings: {
      tickMs: terms.tickSeconds * SECOND,
      settleMs,
      retentionMs: terms.retentionDays === null ? null : terms.retentionDays * DAY,
    },
  });
  holdSync(sync);
  holdArchive({ archive, filler: sync, settleMs });
  return async () => {
    holdArchive(null);
    holdSync(null);
    await sync.stop();
    await archive.close();
  };
}
