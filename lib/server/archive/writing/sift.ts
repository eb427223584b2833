import { parts, type Trx } from "../db.ts";
import { digestOf, sameBytes } from "../proof/chain.ts";
import type { Batch, Incoming } from "./incoming.ts";

export interface Fresh extends Incoming {
  readonly digest: Uint8Array;
}

/** What the archive does not hold yet, and other bytes for ids that it holds. What is older than `floor` is not kept again. */
export async function sift(
  trx: Trx,
  { account, events }: Batch,
  floor: number | null,
): Promise<{ fresh: Fresh[]; differing: Fresh[] }> {
  const held = await digestsOf(
    trx,
    account,
    events.map(({ id }) => id),
  );
  const fresh: Fresh[] = [];
  const differing: Fresh[] = [];
  for (const event of events) {
    const digest = digestOf(event.raw);
    const known = held.get(event.id);
    if (known !== undefined) {
      if (!sameBytes(known, digest)) differing.push({ ...event, digest });
    } else if (floor === null || event.at === null || event.at >= floor) {
      held.set(event.id, digest);
      fresh.push({ ...event, digest });
    }
  }
  return { fresh, differing };
}

async function digestsOf(
  trx: Trx,
  account: string,
  ids: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const digests = new Map<string, Uint8Array>();
  for (const part of parts(ids)) {
    const rows = await trx
      .selectFrom("events")
      .select(["id", "digest"])
      .where("account_id", "=", account)
      .where("id", "in", part)
      .execute();
    for (const { id, digest } of rows) digests.set(id, digest);
  }
  return digests;
}

/** Both texts stay: the first as the event, each other one here, once. Resolves to how many were new. */
export async function keepDiscrepancies(
  trx: Trx,
  { account, readAt }: Batch,
  differing: readonly Fresh[],
): Promise<number> {
  let kept = 0;
  for (const { id, digest, raw } of differing) {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto("discrepancies")
      .values({ account_id: account, id, digest, seen_at: readAt, raw, known_by: null, known_at: null })
      .onConflict((conflict) => conflict.columns(["account_id", "id", "digest"]).doNothing())
      .executeTakeFirst();
    kept += Number(numInsertedOrUpdatedRows ?? 0);
  }
  return kept;
}
