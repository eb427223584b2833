import type { Discrepancy, Known } from "../archive.ts";
import type { Db } from "../db.ts";

/** In the order in which they were seen, without their texts. */
export async function discrepancies(db: Db, account: string): Promise<Discrepancy[]> {
  const rows = await db
    .selectFrom("discrepancies")
    .select(["id", "seen_at", "known_by", "known_at"])
    .where("account_id", "=", account)
    .orderBy("seen_at")
    .orderBy("id")
    .execute();
  return rows.map(({ id, seen_at, known_by, known_at }) => ({
    id,
    seenAt: seen_at,
    known: known_by === null || known_at === null ? null : { by: known_by, at: known_at },
  }));
}

export async function unknownDiscrepancies(db: Db, account: string): Promise<number> {
  const { count } = await db
    .selectFrom("discrepancies")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("account_id", "=", account)
    .where("known_by", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The other texts of one id. */
export async function otherTexts(
  db: Db,
  account: string,
  id: string,
): Promise<{ seenAt: number; raw: string }[]> {
  const rows = await db
    .selectFrom("discrepancies")
    .select(["seen_at", "raw"])
    .where("account_id", "=", account)
    .where("id", "=", id)
    .orderBy("seen_at")
    .execute();
  return rows.map(({ seen_at, raw }) => ({ seenAt: seen_at, raw }));
}

/** Those of one id that were seen in the second of `seen`; who recorded it first stays. Resolves to how many there are. */
export const setKnown = (
  db: Db,
  account: string,
  { id, seen }: { readonly id: string; readonly seen: number },
  known: Known | null,
): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom("discrepancies")
      .select(["digest", "known_by"])
      .where("account_id", "=", account)
      .where("id", "=", id)
      .where("seen_at", ">=", seen)
      .where("seen_at", "<", seen + 1000)
      .execute();
    for (const { digest, known_by } of rows) {
      if (known !== null && known_by !== null) continue;
      await trx
        .updateTable("discrepancies")
        .set({ known_by: known?.by ?? null, known_at: known?.at ?? null })
        .where("account_id", "=", account)
        .where("id", "=", id)
        .where("digest", "=", digest)
        .execute();
    }
    return rows.length;
  });
