import "server-only";

import type { CompiledQuery } from "kysely";
import { type ConsoleStore, rowsOf } from "../database/open-store.ts";
import type { UserRow } from "./users.ts";

/** A session that was not revoked, with its user's row as of now; `null` when there is none of that name. */
type Row = CompiledRow<ReturnType<typeof compile>>;
type CompiledRow<Query> = Query extends CompiledQuery<infer One> ? One : never;
export type SessionRow = Row & { readonly user: UserRow | null };

// Every request asks this: building and printing the query again would cost more than SQLite's answer.
const compiled = new WeakMap<ConsoleStore, ReturnType<typeof compile>>();

const compile = (store: ConsoleStore) =>
  store
    .selectFrom("sessions")
    .leftJoin("users", "users.name", "sessions.user_name")
    .select([
      "sessions.user_name",
      "sessions.created_at",
      "sessions.last_seen_at",
      "sessions.expires_at",
      "sessions.role",
      "sessions.accounts",
      "users.name",
      "users.role as user_role",
      "users.accounts as user_accounts",
      "users.password_hash",
      "users.disabled_at",
      "users.oidc_issuer",
    ])
    .where("sessions.id_hash", "=", "")
    .where("sessions.revoked_at", "is", null)
    .compile();

/** One look-up by key. Nothing of it is remembered: a session that was revoked a moment ago is not found. */
export async function findSession(store: ConsoleStore, idHash: string): Promise<SessionRow | null> {
  let query = compiled.get(store);
  if (query === undefined) compiled.set(store, (query = compile(store)));
  const [row] = await rowsOf<Row>(store, { ...query, parameters: [idHash] });
  return row === undefined ? null : { ...row, user: userOf(row) };
}

function userOf(row: Row): UserRow | null {
  const { name, user_role: role, user_accounts: accounts } = row;
  if (name === null || role === null || accounts === null) return null;
  const { password_hash, disabled_at, oidc_issuer } = row;
  return { name, role, accounts, password_hash, disabled_at, oidc_issuer };
}
