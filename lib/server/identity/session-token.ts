import "server-only";

import { decode } from "next-auth/jwt";
import { checkSession, type LiveSession } from "./sessions.ts";
import type { Identity } from "./settings.ts";

/** The session id inside a cookie that we encrypted and that is not past its time, else null. Never throws. */
export async function sidOf(token: string | undefined, secret: string): Promise<string | null> {
  if (!token) return null;
  try {
    const claims = await decode({ token, secret });
    return typeof claims?.["sid"] === "string" ? claims["sid"] : null;
  } catch {
    return null;
  }
}

/** The live session behind a cookie. Rejects only when the store cannot be read. */
export async function sessionOfToken(
  identity: Identity,
  token: string | undefined,
): Promise<LiveSession | null> {
  const sid = await sidOf(token, identity.secret);
  return sid === null ? null : checkSession(identity.store, sid, identity.terms, identity.now());
}
