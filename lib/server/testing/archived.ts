import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Simulator } from "../../../simulator/index";
import { decodeEvent } from "../../audit/decode-event.ts";
import type { Archive } from "../archive/archive.ts";
import { holdArchive } from "../archive/held.ts";
import { openSqliteArchive } from "../archive/open-sqlite-archive.ts";
import { keyOf } from "../vonage/key-of.ts";

/**
 * The simulator's whole truth of the given accounts, as one complete reading each, in an archive of the test's own; `atEnd` takes
 * what closes it.
 */
export async function archived(
  simulator: Simulator,
  accounts: readonly string[] = ["7c9e4b21", "b52d77c0"],
  atEnd: (close: () => Promise<void>) => void = onTestFinished,
): Promise<Archive> {
  const folder = mkdtempSync(join(tmpdir(), "audit-archive-"));
  const archive = await openSqliteArchive(join(folder, "archive.db"));
  holdArchive({ archive, filler: null, settleMs: 300_000 });
  atEnd(async () => {
    holdArchive(null);
    await archive.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const now = Math.floor(Date.now() / 1000) * 1000;
  for (const account of accounts) {
    const events = simulator.truth(account).map(({ text }) => decodeEvent(text, { zone: "UTC", keyOf }));
    const old = now - 300_000;
    await archive.write({ account, from: null, to: now, settled: false, readAt: now, events });
    await archive.write({
      account,
      from: null,
      to: old,
      settled: true,
      readAt: now,
      events: events.filter(({ at }) => at === null || at <= old),
    });
  }
  return archive;
}
