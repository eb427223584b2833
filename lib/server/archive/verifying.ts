import { log } from "../log.ts";
import { processWide } from "../process-wide.ts";
import type { ArchiveProof } from "./archive.ts";
import type { Instant } from "../../audit/event.ts";

/** A verification as others see it while it runs, and after it could not be carried out. */
export interface Verifying {
  readonly since: Instant;
  readonly records: number;
  /** One sentence; `null` while it runs. */
  readonly failed: string | null;
}

const underWay = processWide<Verifying>("archive-verifying");

/** `null`: none runs, and the last one has left its result in the archive. */
export const verifyingOf = (account: string): Verifying | null => underWay.get(account) ?? null;

/** Starts one in the background, on the archive's own threads; while one runs there is no second. Never rejects. */
export async function startVerifying(archive: Pick<ArchiveProof, "verify">, account: string): Promise<void> {
  const running = underWay.get(account);
  if (running !== undefined && running.failed === null) return;
  const since = Date.now();
  const tell = (records: number, failed: string | null = null) =>
    underWay.set(account, { since, records, failed });
  tell(0);
  try {
    await archive.verify(account, undefined, tell);
    underWay.delete(account);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    log("error", "the archive could not be verified", { cause });
    tell(verifyingOf(account)?.records ?? 0, "The archive could not be read. The log tells why.");
  }
}
