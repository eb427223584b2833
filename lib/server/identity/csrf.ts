import "server-only";

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export interface CsrfToken {
  token: string;
  /** The cookie to set, or null when the browser has a good one. */
  cookie: string | null;
}

/**
 * next-auth's token for a form: with it the sign-in works before the page's script has loaded, and without one. A page may set no
 * cookie, so the proxy asks for it here; the format is next-auth 4's own, `token|sha256(token + secret)`.
 */
export function csrfToken(cookie: string | undefined, secret: string): CsrfToken {
  const [token = "", hash = ""] = cookie?.split("|") ?? [];
  if (/^[0-9a-f]{64}$/.test(token) && same(hash, sign(token, secret))) return { token, cookie: null };
  const made = randomBytes(32).toString("hex");
  return { token: made, cookie: `${made}|${sign(made, secret)}` };
}

/** Whether a form came back with the token of the browser's cookie. */
export function isOwnForm(sent: string | undefined, cookie: string | undefined, secret: string): boolean {
  const kept = csrfToken(cookie, secret);
  return kept.cookie === null && sent !== undefined && same(sent, kept.token);
}

const sign = (token: string, secret: string): string =>
  createHash("sha256").update(`${token}${secret}`).digest("hex");

const same = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
