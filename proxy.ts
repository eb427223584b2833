import { NextResponse, type NextRequest } from "next/server";
import { config as settings } from "@/lib/server/config";
import { safeCallbackPath } from "@/lib/server/identity/callback-path";
import { cookieNames } from "@/lib/server/identity/cookies";
import { csrfToken } from "@/lib/server/identity/csrf";
import { CSRF_HEADER, NONCE_HEADER, PATH_HEADER } from "@/lib/server/identity/proxy-headers";
import { CLOSED_POLICY, contentSecurityPolicy } from "@/lib/server/identity/security-headers";
import { configuredSecret } from "@/lib/server/identity/secret";
import { knownEndpoints } from "@/lib/server/identity/sso/discovery";

export const config = {
  // Pages alone need a nonce and the way to sign in; what every answer carries is the front door's. Going through here would cost
  // each request of the API a tenth of its time.
  matcher: ["/((?!_next/static/|api/).*)"],
};

const SIGN_IN = "/sign-in";
/** Files of `public/`, which anyone may have. */
const FILE = /^\/[^/]+\.(?:svg|png|ico|txt|webmanifest)$/;

/** Headers by which a client could speak in the proxy's or in Next's own name. */
const OURS = [
  "x-middleware-subrequest",
  "x-middleware-subrequest-id",
  NONCE_HEADER,
  PATH_HEADER,
  CSRF_HEADER,
  "content-security-policy",
];

/**
 * The policy of every page and a polite way to the sign-in page. It decides nothing about access: each page and route asks for
 * its principal itself, so going around this file gains nothing.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const { auth } = settings();
  const https = auth.url.startsWith("https:");
  const names = cookieNames(https);
  const forwarded = new Headers(request.headers);
  for (const name of OURS) forwarded.delete(name);

  if (pathname === "/metrics") {
    // The route says itself how long its answer may be kept.
    return NextResponse.next({ request: { headers: forwarded } });
  }
  if (pathname !== SIGN_IN && !FILE.test(pathname) && !request.cookies.has(names.session)) {
    const target = request.nextUrl.clone();
    target.pathname = SIGN_IN;
    target.search = `?callbackUrl=${encodeURIComponent(safeCallbackPath(pathname + search))}`;
    // 307 would have the browser send a form's body on to the sign-in page.
    const isRead = request.method === "GET" || request.method === "HEAD";
    return page(NextResponse.redirect(target, isRead ? 307 : 303), CLOSED_POLICY);
  }

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const targets = pathname === SIGN_IN ? providerOrigins() : [];
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development", targets);
  forwarded.set(NONCE_HEADER, nonce);
  forwarded.set(PATH_HEADER, pathname + search);
  // Next reads the nonce for its own scripts from this request header.
  forwarded.set("content-security-policy", policy);
  if (pathname !== SIGN_IN) return page(NextResponse.next({ request: { headers: forwarded } }), policy);

  const { token, cookie } = csrfToken(request.cookies.get(names.csrf)?.value, configuredSecret(settings()));
  forwarded.set(CSRF_HEADER, token);
  const response = NextResponse.next({ request: { headers: forwarded } });
  if (cookie !== null) {
    response.cookies.set(names.csrf, cookie, { httpOnly: true, sameSite: "lax", path: "/", secure: https });
  }
  return page(response, policy);
}

/** The sign-in page's form ends at the provider; some send people to another origin than the one they are named by. */
function providerOrigins(): string[] {
  const { oidc } = settings().auth;
  if (oidc === null) return [];
  const known = knownEndpoints(oidc);
  return [
    ...new Set([oidc.issuer, ...(known ? [known.authorization] : [])].map((url) => new URL(url).origin)),
  ];
}

function page(response: NextResponse, policy: string): NextResponse {
  response.headers.set("cache-control", "private, no-store");
  response.headers.set("content-security-policy", policy);
  return response;
}
