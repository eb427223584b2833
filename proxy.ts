import { NextResponse, type NextRequest } from "next/server";
import { config as settings } from "@/lib/server/config";
import { safeCallbackPath } from "@/lib/server/identity/callback-path";
import { cookieNames } from "@/lib/server/identity/cookies";
import { contentSecurityPolicy, securityHeaders } from "@/lib/server/identity/security-headers";

export const config = {
  // Files with a hash in their name need neither a nonce nor a session; next.config.mjs gives them `nosniff`.
  matcher: ["/((?!_next/static/|_next/image).*)"],
};

/** Pages that anyone may open, and files of `public/`, which have an extension. */
const OPEN = /^\/(?:sign-in(?:\/|$)|[^/]+\.(?:svg|png|ico|txt|webmanifest)$)/;

/** Headers by which a client could speak in the proxy's or Next's own name. */
const OURS = ["x-middleware-subrequest", "x-middleware-subrequest-id", "x-nonce", "x-audit-path", "content-security-policy"];

/**
 * Headers for every answer and a polite way to the sign-in page. It decides nothing about access: each page and route asks for
 * its principal itself, so going around this file gains nothing.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const https = settings().auth.url.startsWith("https:");
  const forwarded = new Headers(request.headers);
  for (const name of OURS) forwarded.delete(name);

  if (isApi(pathname)) {
    const response = NextResponse.next({ request: { headers: forwarded } });
    for (const [name, value] of securityHeaders(https)) response.headers.set(name, value);
    response.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    return response;
  }

  if (!OPEN.test(pathname) && !request.cookies.has(cookieNames(https).session)) {
    const target = request.nextUrl.clone();
    target.pathname = "/sign-in";
    target.search = `?callbackUrl=${encodeURIComponent(safeCallbackPath(pathname + search))}`;
    return secured(NextResponse.redirect(target), https, "default-src 'none'; frame-ancestors 'none'");
  }

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  forwarded.set("x-nonce", nonce);
  forwarded.set("x-audit-path", pathname + search);
  // Next reads the nonce for its own scripts from this request header.
  forwarded.set("content-security-policy", policy);
  return secured(NextResponse.next({ request: { headers: forwarded } }), https, policy);
}

const isApi = (pathname: string): boolean => pathname.startsWith("/api/") || pathname === "/metrics";

function secured(response: NextResponse, https: boolean, policy: string): NextResponse {
  for (const [name, value] of securityHeaders(https)) response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "private, no-store");
  return response;
}
