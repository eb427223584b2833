import "server-only";
import type { ArchiveReport } from "../../audit/archive-report.ts";
import { AuditError } from "../../audit/errors.ts";
import type { Instant } from "../../audit/event.ts";
import { queryString } from "../../audit/links.ts";
import { toIso } from "../../audit/time/format.ts";
import { heldArchive } from "../archive/held.ts";
import { authorise, type Principal, recordAct } from "../identity/index.ts";
import { resolveAccount } from "./accounts.ts";
import { reportAccount } from "./archive-report.ts";

/** One of the `discrepancies` of an account's report. */
export interface SeenDiscrepancy {
  readonly id: string;
  readonly seen: Instant;
}

/**
 * An admin's word that other bytes for an id are known: they stay listed, with who said so, and are no alarm any more; or that word
 * taken back. Resolves to how the archive stands then. `event_not_found` where Vonage sent none.
 */
export async function recordKnown(
  principal: Principal,
  { id, seen }: SeenDiscrepancy,
  asked: string | null,
  isKnown: boolean,
): Promise<ArchiveReport> {
  authorise(principal, "administer");
  const account = resolveAccount(principal, asked);
  authorise(principal, "administer", account.apiKey);
  const held = heldArchive();
  if (held === null) throw new AuditError("needs_archive", "The archive is off.");
  await recordAct(principal, {
    verb: isKnown ? "archive_known" : "archive_unknown",
    account: account.apiKey,
    query: queryString(new URLSearchParams({ id, seen: toIso(seen) })),
  });
  const known = isKnown ? { by: principal.user, at: Date.now() } : null;
  const found = await held.archive.setKnown(account.apiKey, { id, seen }, known);
  if (found === 0)
    throw new AuditError("event_not_found", "Vonage has sent no other bytes for this id at this moment.");
  return reportAccount(held, account);
}
