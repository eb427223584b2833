import "server-only";

import type { ConsoleStore } from "../database/open-store.ts";
import { hashPassword } from "./passwords.ts";
import { grantFrom, grantText, type Grant, type Role } from "./roles.ts";
import { DEMO } from "./user-name.ts";

export interface User {
  name: string;
  role: Role;
  accounts: Grant;
  passwordHash: string | null;
  disabledAt: number | null;
  /** The provider that this user comes from; null for a local one. */
  issuer: string | null;
}

export { DEMO, normaliseName } from "./user-name.ts";

let demoHash: Promise<string> | undefined;

/** The demo user has no row: it exists while its flag is on, and with the flag its sessions end. */
async function demoUser(): Promise<User> {
  demoHash ??= hashPassword(DEMO.password);
  return {
    name: DEMO.name,
    role: DEMO.role,
    accounts: "*",
    passwordHash: await demoHash,
    disabledAt: null,
    issuer: null,
  };
}

export async function findUser(store: ConsoleStore, name: string, demo: boolean): Promise<User | null> {
  const row = await store.selectFrom("users").selectAll().where("name", "=", name).executeTakeFirst();
  return userFrom(name, row ?? null, demo);
}

/** Who `name` is, from the row of that name if there is one. */
export async function userFrom(name: string, row: UserRow | null, demo: boolean): Promise<User | null> {
  if (name === DEMO.name) return demo ? demoUser() : null;
  return row && fromRow(row);
}

export async function listUsers(store: ConsoleStore): Promise<User[]> {
  return (await store.selectFrom("users").selectAll().orderBy("name").execute()).map(fromRow);
}

/** False when the name is taken. */
export async function addUser(
  store: ConsoleStore,
  user: { name: string; role: Role; accounts: Grant; passwordHash: string | null },
  now: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await store
    .insertInto("users")
    .values({
      name: user.name,
      password_hash: user.passwordHash,
      role: user.role,
      accounts: grantText(user.accounts),
      created_at: now,
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Disabling ends every session of the user for good: enabling again does not bring them back. False: no such user. */
export async function setDisabled(
  store: ConsoleStore,
  name: string,
  disabled: boolean,
  now: number,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("users")
      .set({ disabled_at: disabled ? now : null })
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    if (disabled) await revokeSessionsOf(transaction, name, now);
    return numUpdatedRows === 1n;
  });
}

/** Ends every session of one user, wherever it is open; how many there were. */
export async function revokeSessionsOf(
  store: Pick<ConsoleStore, "updateTable">,
  name: string,
  now: number,
): Promise<number> {
  const { numUpdatedRows } = await store
    .updateTable("sessions")
    .set({ revoked_at: now })
    .where("user_name", "=", name)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export async function setAccounts(store: ConsoleStore, name: string, accounts: Grant): Promise<boolean> {
  return update(store, name, { accounts: grantText(accounts) });
}

export async function setRole(store: ConsoleStore, name: string, role: Role): Promise<boolean> {
  return update(store, name, { role });
}

/** A new password ends every session: whoever has the old one is out. False: no such user. */
export async function setPassword(
  store: ConsoleStore,
  name: string,
  passwordHash: string,
  now: number,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const changed = await update(transaction, name, { password_hash: passwordHash });
    if (changed) await revokeSessionsOf(transaction, name, now);
    return changed;
  });
}

/** Takes the user out, with every session: a later user of that name inherits none. False: no such user. */
export async function removeUser(store: ConsoleStore, name: string, now: number): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom("users")
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    await revokeSessionsOf(transaction, name, now);
    return numDeletedRows === 1n;
  });
}

async function update(
  store: Pick<ConsoleStore, "updateTable">,
  name: string,
  values: { accounts?: string; role?: Role; password_hash?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await store
    .updateTable("users")
    .set(values)
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** What makes a user of a row of `users`. */
export interface UserRow {
  name: string;
  role: Role;
  accounts: string;
  password_hash: string | null;
  disabled_at: number | null;
  oidc_issuer: string | null;
}

function fromRow(row: UserRow): User {
  return {
    name: row.name,
    role: row.role,
    accounts: grantFrom(row.accounts),
    passwordHash: row.password_hash,
    disabledAt: row.disabled_at,
    issuer: row.oidc_issuer,
  };
}
