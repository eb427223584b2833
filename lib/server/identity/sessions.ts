import "server-only";

import { createHash, randomBytes } from "node:crypto";
import type { ConsoleStore } from "../database/open-store.ts";
import { findSession } from "./find-session.ts";
import { grantFrom, grantText, type Grant, type Principal, type Role } from "./roles.ts";
import { userFrom } from "./users.ts";

export interface SessionTerms {
  idleMinutes: number;
  maxHours: number;
  demoUser: boolean;
  /** Whose word on people is taken. A session from any other provider, or from one that was taken away, is over. */
  issuer?: string | undefined;
}

/** A session as of now, with the moment at which it ends whatever happens. */
export interface LiveSession extends Principal {
  expiresAt: number;
}

const MINUTE = 60_000;
const hashOf = (sid: string): string => createHash("sha256").update(sid).digest("hex");

/**
 * Begins a session and returns its id: 256 random bits that only the cookie carries. `given` is what groups granted; it stays with
 * the session. Ended sessions are swept out on the way.
 */
export async function createSession(
  store: ConsoleStore,
  user: string,
  terms: SessionTerms,
  now: number,
  given: { role: Role; accounts: Grant } | null = null,
): Promise<string> {
  const sid = randomBytes(32).toString("base64url");
  await store.deleteFrom("sessions").where("expires_at", "<=", now).execute();
  await store
    .insertInto("sessions")
    .values({
      id_hash: hashOf(sid),
      user_name: user,
      created_at: now,
      last_seen_at: now,
      expires_at: now + terms.maxHours * 60 * MINUTE,
      revoked_at: null,
      role: given?.role ?? null,
      accounts: given ? grantText(given.accounts) : null,
    })
    .execute();
  return sid;
}

/**
 * The session's holder, or null when it is unknown, signed out, idle too long, too old, or its user is gone or disabled. Role
 * and grant of a local user are read from the user at each check, so that a change applies to the next request; those of a person
 * from single sign-on are the session's own.
 */
export async function checkSession(
  store: ConsoleStore,
  sid: string,
  terms: SessionTerms,
  now: number,
): Promise<LiveSession | null> {
  const id = hashOf(sid);
  const row = await findSession(store, id);
  if (row === null) return null;

  const idle = terms.idleMinutes * MINUTE;
  // The terms may have been shortened since the session began.
  const expiresAt = Math.min(row.expires_at, row.created_at + terms.maxHours * 60 * MINUTE);
  if (now >= expiresAt || now - row.last_seen_at >= idle) return null;

  const user = await userFrom(row.user_name, row.user, terms.demoUser);
  if (!user || user.disabledAt !== null) return null;
  const isSso = row.role !== null;
  if (user.issuer !== (isSso ? (terms.issuer ?? "") : null)) return null;

  // A write at most once a minute: reading must not cost a disk flush per request.
  if (now - row.last_seen_at >= Math.min(MINUTE, idle / 4)) {
    await store
      .updateTable("sessions")
      .set({ last_seen_at: now })
      .where("id_hash", "=", id)
      .where("last_seen_at", "<", now)
      .execute();
  }
  return {
    user: user.name,
    role: row.role ?? user.role,
    accounts: row.accounts === null ? user.accounts : grantFrom(row.accounts),
    sessionId: id,
    expiresAt,
  };
}

/** Ends a session; ending it twice, or one that never was, is no error. */
export async function revokeSession(store: ConsoleStore, sid: string, now: number): Promise<void> {
  await store
    .updateTable("sessions")
    .set({ revoked_at: now })
    .where("id_hash", "=", hashOf(sid))
    .where("revoked_at", "is", null)
    .execute();
}

/** How many sessions would be let in now, if each asked. */
export async function liveSessions(store: ConsoleStore, terms: SessionTerms, now: number): Promise<number> {
  const { total } = await store
    .selectFrom("sessions")
    .select(({ fn }) => fn.countAll<number | string | bigint>().as("total"))
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .where("created_at", ">", now - terms.maxHours * 60 * MINUTE)
    .where("last_seen_at", ">", now - terms.idleMinutes * MINUTE)
    .executeTakeFirstOrThrow();
  return Number(total);
}
