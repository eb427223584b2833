import "server-only";
import type { DiscrepantTexts } from "../../audit/archive-report.ts";
import { AuditError } from "../../audit/errors.ts";
import { toIso } from "../../audit/time/format.ts";
import { heldArchive } from "../archive/held.ts";
import { authorise, type Principal, record } from "../identity/index.ts";
import { resolveAccount } from "./accounts.ts";

/** The text that was kept of an event, and the other bytes that Vonage sent for its id later. `event_not_found` where it sent none. */
export async function discrepantTexts(
  principal: Principal,
  id: string,
  asked: string | null,
): Promise<DiscrepantTexts> {
  const { apiKey } = resolveAccount(principal, asked);
  authorise(principal, "read", apiKey);
  const held = heldArchive();
  if (held === null) throw new AuditError("needs_archive", "The archive is off.");
  await record(principal, { verb: "event", account: apiKey, query: id });
  const { archive } = held;
  const [kept, others] = await Promise.all([archive.event(apiKey, id), archive.otherTexts(apiKey, id)]);
  if (others.length === 0)
    throw new AuditError("event_not_found", "Vonage has sent no other bytes for this id.");
  return {
    id,
    kept: kept?.raw ?? null,
    others: others.map(({ seenAt, raw }) => ({ seen: toIso(seenAt), text: raw })),
  };
}
