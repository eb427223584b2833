import "server-only";

import type { ConsoleStore } from "../../database/open-store.ts";
import { grantText } from "../roles.ts";
import type { Person } from "./claims.ts";
import { grantOf, type Granted, type GroupRule } from "./group-rules.ts";

export type Admission =
  | { outcome: "accepted"; name: string; granted: Granted }
  | { outcome: "refused"; reason: "no_group" | "disabled" };

/**
 * Whether this person may enter, and as whom. Each person of the provider has a row of their own, found by issuer and subject:
 * a name that a local user or someone else has is never given again. Disabled are those whose row is, and those who carry the
 * name of anyone who is.
 */
export async function admit(
  store: ConsoleStore,
  person: Person,
  rules: readonly GroupRule[],
  now: number,
): Promise<Admission> {
  const granted = grantOf(person.groups, rules);
  if (granted === null) return { outcome: "refused", reason: "no_group" };

  const known = await rowOf(store, person);
  const named = await store
    .selectFrom("users")
    .select("name")
    .where("disabled_at", "is not", null)
    .where("name", "in", [...person.claimed, ...person.names])
    .executeTakeFirst();
  if (named || (known && known.disabled_at !== null)) return { outcome: "refused", reason: "disabled" };

  const row = known ?? (await addRow(store, person, granted, now));
  // The sessions carry what they were given; the row shows, in the list of users, what the last one was.
  await store
    .updateTable("users")
    .set({ role: granted.role, accounts: grantText(granted.accounts) })
    .where("name", "=", row.name)
    .execute();
  return { outcome: "accepted", name: row.name, granted };
}

const rowOf = (store: ConsoleStore, { issuer, subject }: Person) =>
  store
    .selectFrom("users")
    .select(["name", "disabled_at"])
    .where("oidc_issuer", "=", issuer)
    .where("oidc_subject", "=", subject)
    .executeTakeFirst();

async function addRow(store: ConsoleStore, person: Person, granted: Granted, now: number) {
  for (const name of person.names) {
    await store
      .insertInto("users")
      .values({
        name,
        password_hash: null,
        role: granted.role,
        accounts: grantText(granted.accounts),
        created_at: now,
        disabled_at: null,
        oidc_issuer: person.issuer,
        oidc_subject: person.subject,
      })
      // The name is taken, or the same person came twice at once.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await rowOf(store, person);
    if (row) return row;
  }
  throw new Error("Every name of a person from single sign-on is taken.");
}
