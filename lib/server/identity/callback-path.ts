/** Where a sign-in leads when it was not told, or was told something that is no page of ours. */
export const HOME = "/events";

const MAX_LENGTH = 2_048;
// Browsers drop tabs and line ends inside a URL and read a backslash as a slash: neither has a place in a path of ours.
const FORBIDDEN = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff\\]/u;
const STARTS_HERE = /^\/(?![/\\])/;
const NOT_PAGES = /^\/(?:api|_next|sign-in)(?:[/?#]|$)/i;
const BASE = "http://console.invalid";

/**
 * A page of this console to go to after signing in: a path with its query, never an origin. Anything else, hostile or merely
 * broken, is `/events`; it never throws. `ownOrigin` lets next-auth's clients, which send whole URLs, name our own pages.
 */
export function safeCallbackPath(value: unknown, ownOrigin?: string): string {
  if (typeof value !== "string" || value.length > MAX_LENGTH) return HOME;
  const path = ownOrigin && value.startsWith(`${ownOrigin}/`) ? value.slice(ownOrigin.length) : value;
  if (!isOwnPath(path)) return HOME;
  try {
    const url = new URL(path, BASE);
    const clean = url.pathname + url.search + url.hash;
    // `/.//host` becomes `//host` by dot-segment removal, `/%2f/host` by a proxy that decodes: both are looked at again.
    const decoded = decodeURIComponent(clean);
    const isSafe =
      url.origin === BASE && isOwnPath(clean) && STARTS_HERE.test(decoded) && !NOT_PAGES.test(decoded);
    return isSafe && url.pathname !== "/" ? clean : HOME;
  } catch {
    return HOME;
  }
}

const isOwnPath = (path: string): boolean =>
  STARTS_HERE.test(path) && !FORBIDDEN.test(path) && !NOT_PAGES.test(path);
