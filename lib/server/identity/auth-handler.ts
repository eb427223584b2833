import "server-only";

import { randomBytes } from "node:crypto";
import { AuditError } from "../../audit/errors.ts";
import { problemResponse } from "../http/route.ts";
import { readAuthRequest, type AuthRequest } from "./auth-request.ts";
import { HOME } from "./callback-path.ts";
import { cookieNames } from "./cookies.ts";
import { callNextAuth, type AuthAnswer } from "./next-auth-call.ts";
import { authOptions, type Trace } from "./next-auth-options.ts";
import { isCrossSite, ownOrigin } from "./own-origin.ts";
import { peerAddress } from "./peer-address.ts";
import { sidOf } from "./session-token.ts";
import { revokeSession } from "./sessions.ts";
import { identity, type Identity } from "./settings.ts";

/** Every request to `/api/auth/…`: looked at, given to next-auth, and answered in our words. Never throws. */
export async function handleAuth(
  request: Request,
  segments: readonly string[],
  open: () => Promise<Identity> = identity,
): Promise<Response> {
  try {
    return await answer(request, segments, await open());
  } catch (error) {
    const response = problemResponse(error, randomBytes(4).toString("hex"), "/api/auth");
    if (response.status === 405) response.headers.set("allow", "GET, HEAD, POST");
    return response;
  }
}

async function answer(request: Request, segments: readonly string[], ours: Identity): Promise<Response> {
  const { origin, secret, store, now } = ours;
  if (request.method !== "GET" && request.method !== "HEAD" && isCrossSite(request.headers, origin)) {
    throw new AuditError(
      "cross_origin",
      `The request came from another site. Open the console at ${origin}, or set NEXTAUTH_URL to the address that you use.`,
    );
  }
  const names = cookieNames(origin.startsWith("https:"));
  const asked = await readAuthRequest(request, segments, origin, names);
  const trace: Trace = {};
  const said = await callNextAuth(asked, authOptions(ours, peerAddress(), trace), origin);
  if (trace.failure !== undefined) throw trace.failure;

  if (trace.sid !== undefined) {
    // A sign-in takes the place of the session that the browser had.
    const before = await sidOf(asked.cookies[names.session], secret);
    if (before !== null) await revokeSession(store, before, now());
  }
  const own = ownOrigin(origin, request.headers.get("host"));
  return said.redirect === null ? withBody(asked, said, origin, own) : withRedirect(asked, said, trace, own);
}

function withBody(asked: AuthRequest, said: AuthAnswer, origin: string, own: string): Response {
  const text = typeof said.body === "string" ? said.body : JSON.stringify(said.body ?? {});
  // The list of providers carries addresses: of the name under which we were asked.
  return respond(said, said.status, asked.action === "providers" ? text.replaceAll(origin, own) : text);
}

interface Outcome {
  status: number;
  path: string;
  retryAfter?: number;
}

function withRedirect(asked: AuthRequest, said: AuthAnswer, trace: Trace, own: string): Response {
  const { status, path, retryAfter } = outcomeOf(asked, said, trace);
  const response = asked.wantsJson
    ? respond(said, status, JSON.stringify({ url: own + path }))
    : respond(said, 302, null);
  // A path alone: the browser stays on whatever name it reached us by.
  if (!asked.wantsJson) response.headers.set("location", path);
  if (retryAfter !== undefined) response.headers.set("retry-after", String(retryAfter));
  return response;
}

function outcomeOf(asked: AuthRequest, said: AuthAnswer, trace: Trace): Outcome {
  const { attempt } = trace;
  if (asked.action === "callback") {
    const target = new URL(said.redirect ?? HOME, "http://console.invalid");
    if (trace.sid !== undefined) {
      return {
        status: 200,
        path: target.pathname === "/" ? HOME : target.pathname + target.search + target.hash,
      };
    }
    if (attempt?.outcome === "throttled") {
      const wait = attempt.waitSeconds;
      return { status: 429, path: signIn(asked, { error: "Throttled", wait }), retryAfter: wait };
    }
    if (attempt?.outcome === "refused") {
      const { left, waitSeconds } = attempt;
      return { status: 401, path: signIn(asked, { error: "CredentialsSignin", left, wait: waitSeconds }) };
    }
    return { status: 403, path: signIn(asked, { error: "CsrfToken" }) };
  }
  const isRefused = said.redirect?.includes("csrf=true") === true;
  if (asked.action === "signout" && asked.method === "POST") {
    return isRefused ? { status: 403, path: HOME } : { status: 200, path: asked.callback ?? "/sign-in" };
  }
  const error = asked.query["error"];
  return { status: isRefused ? 403 : 200, path: signIn(asked, error === undefined ? {} : { error }) };
}

function signIn(asked: AuthRequest, values: Record<string, string | number>): string {
  const search = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]));
  if (asked.callback !== null) search.set("callbackUrl", asked.callback);
  return search.size === 0 ? "/sign-in" : `/sign-in?${search}`;
}

function respond(said: AuthAnswer, status: number, body: string | null): Response {
  const headers = new Headers({ "cache-control": "private, no-store" });
  if (body !== null) headers.set("content-type", "application/json");
  for (const cookie of said.setCookies) headers.append("set-cookie", cookie);
  return new Response(body, { status, headers });
}
