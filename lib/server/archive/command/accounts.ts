import type { Db } from "../db.ts";

/** Every account of which anything is held, also where a row of it was removed. One step through the keys for each. */
export async function accountsIn(db: Db): Promise<string[]> {
  const found = new Set<string>();
  for (const table of ["accounts", "events", "windows"] as const) {
    let after: string | null = "";
    while (after !== null) {
      const { next }: { next: string | null } = await db
        .selectFrom(table)
        .select(({ fn }) => fn.min<string | null>("account_id").as("next"))
        .where("account_id", ">", after)
        .executeTakeFirstOrThrow();
      if (next !== null) found.add(next);
      after = next;
    }
  }
  return [...found].sort();
}
