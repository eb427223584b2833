import { AuditError } from "../../audit/errors.ts";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The origin under which this request reached us, out of the few we answer to: the configured one and, when that is loopback,
 * the other names of loopback at the same port. Any other `Host` is taken for the configured origin, so forging it, or an
 * `X-Forwarded-*` header, changes nothing.
 */
export function ownOrigin(configured: string, host: string | null): string {
  const own = new URL(configured);
  if (host === null || !LOOPBACK.has(own.hostname)) return own.origin;
  for (const name of LOOPBACK) {
    const alias = new URL(own.origin);
    alias.hostname = name;
    if (alias.host === host.toLowerCase()) return alias.origin;
  }
  return own.origin;
}

/**
 * True for a request that a page of another site sent. Browsers tell by `Origin` and, where the connection is trusted, by
 * `Sec-Fetch-Site`; a program that is no browser sends neither and carries no cookies it did not mean to send.
 */
function isCrossSite(headers: Headers, configured: string): boolean {
  const origin = headers.get("origin");
  if (origin !== null && origin !== ownOrigin(configured, headers.get("host"))) return true;
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}

/** Throws `cross_origin` for a request that a page of another site sent. */
export function assertOwnSite(headers: Headers, configured: string): void {
  if (!isCrossSite(headers, configured)) return;
  throw new AuditError(
    "cross_origin",
    `The request came from another site. Open the console at ${configured}, or set NEXTAUTH_URL to the address that you use.`,
  );
}
