import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Simulator } from "../../../simulator/index";
import { decodeEvent } from "../../audit/decode-event.ts";
import type { Archive, Reading } from "../archive/archive.ts";
import { type Filler, holdArchive } from "../archive/held.ts";
import { openSqliteArchive } from "../archive/open-sqlite-archive.ts";
import { keyOf } from "../vonage/key-of.ts";

/** An archive in a file of its own, held as the process's for one test. */
export async function holdTestArchive(
  filler: Filler | null = null,
): Promise<{ archive: Archive; file: string }> {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  const file = join(folder, "archive.db");
  const archive = await openSqliteArchive(file);
  holdArchive({ archive, filler, settleMs: 300_000 });
  onTestFinished(async () => {
    holdArchive(null);
    await archive.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { archive, file };
}

/** A complete reading of what the simulator holds of an account, up to `to`. */
export function readingOf(
  simulator: Simulator,
  account: string,
  { from = null, to, settled = true }: { from?: number | null; to: number; settled?: boolean },
): Reading {
  const inside = simulator
    .truth(account)
    .filter(({ at }) => at * 1000 <= to && (from === null || at * 1000 >= from));
  const events = inside.map(({ text }) => decodeEvent(text, { zone: "UTC", keyOf }));
  return { account, from, to, settled, readAt: to, events };
}
