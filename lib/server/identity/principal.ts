import "server-only";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuditError } from "../../audit/errors.ts";
import { safeCallbackPath } from "./callback-path.ts";
import { cookieNames, cookiesOf, type CookieReader } from "./cookies.ts";
import { CSRF_HEADER, PATH_HEADER } from "./proxy-headers.ts";
import type { Principal } from "./roles.ts";
import { sessionOfToken } from "./session-token.ts";
import { identity } from "./settings.ts";

type Source = CookieReader | Request | Headers;

/**
 * Who asks, or null. Without an argument it reads the current request (page or route handler). Rejects only when the console
 * store cannot be read: that is a failure, not a signed-out reader.
 */
export async function getPrincipal(source?: Source): Promise<Principal | null> {
  const ours = await identity();
  const { session } = cookieNames(ours.origin.startsWith("https:"));
  const live = await sessionOfToken(ours, (await readerOf(source)).get(session)?.value);
  if (!live) return null;
  const { expiresAt: _, ...principal } = live;
  return principal;
}

/** Like `getPrincipal`, for routes: throws `unauthorized`, in the same words whatever is wrong with the session. */
export async function requirePrincipal(source?: Source): Promise<Principal> {
  const principal = await getPrincipal(source);
  if (!principal) throw new AuditError("unauthorized", "This needs a signed-in reader.");
  return principal;
}

/** Like `getPrincipal`, for pages: without a session it sends the reader to sign in, and back to this page after. */
export async function pagePrincipal(): Promise<Principal> {
  const principal = await getPrincipal();
  return principal ?? redirect(signInPath((await headers()).get(PATH_HEADER)));
}

/** The hidden `csrfToken` of the sign-in page's form, whose `action` is `/api/auth/callback/credentials`. */
export const csrfTokenForForm = async (): Promise<string> => (await headers()).get(CSRF_HEADER) ?? "";

const signInPath = (callback: unknown): string =>
  `/sign-in?callbackUrl=${encodeURIComponent(safeCallbackPath(callback))}`;

async function readerOf(source: Source | undefined): Promise<CookieReader> {
  if (source === undefined) return cookies();
  if (source instanceof Headers) return cookiesOf(source);
  return source instanceof Request ? cookiesOf(source.headers) : source;
}
