import "server-only";

import { decode } from "next-auth/jwt";
import { checkSession, type LiveSession } from "./sessions.ts";
import type { Identity } from "./settings.ts";

const MOST_KEPT = 1000;
const kept = new Map<string, { sid: string; secret: string; until: number }>();

/**
 * The session id inside a cookie that we encrypted and that is not past its time, else null. Never throws. Deriving the key and
 * decrypting cost more than all else of a session check, so what a cookie said is kept; whether the session lives is asked of
 * the store every time.
 */
export async function sidOf(token: string | undefined, secret: string): Promise<string | null> {
  if (!token) return null;
  const known = kept.get(token);
  if (known && known.secret === secret && known.until > Date.now()) return known.sid;
  try {
    const claims = await decode({ token, secret });
    if (typeof claims?.["sid"] !== "string") return null;
    const exp = claims["exp"];
    if (typeof exp === "number") keep(token, { sid: claims["sid"], secret, until: exp * 1000 });
    return claims["sid"];
  } catch {
    return null;
  }
}

function keep(token: string, value: { sid: string; secret: string; until: number }): void {
  kept.delete(token);
  kept.set(token, value);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
}

/** The live session behind a cookie. Rejects only when the store cannot be read. */
export async function sessionOfToken(
  identity: Identity,
  token: string | undefined,
): Promise<LiveSession | null> {
  const sid = await sidOf(token, identity.secret);
  return sid === null ? null : checkSession(identity.store, sid, identity.terms, identity.now());
}
