import "server-only";

import { randomBytes } from "node:crypto";
import { log } from "../log.ts";
import { problemResponse } from "../http/route.ts";
import { readAuthRequest, type AuthRequest } from "./auth-request.ts";
import { HOME } from "./callback-path.ts";
import { cookieNames } from "./cookies.ts";
import { isOwnForm } from "./csrf.ts";
import { callNextAuth, type AuthAnswer } from "./next-auth-call.ts";
import { authOptions, type Trace } from "./next-auth-options.ts";
import { assertOwnSite, ownOrigin } from "./own-origin.ts";
import { peerAddress } from "./peer-address.ts";
import { sidOf } from "./session-token.ts";
import { revokeSession } from "./sessions.ts";
import { identity, type Identity } from "./settings.ts";
import { signOutEverywhere } from "./sign-out-everywhere.ts";
import { discover, ProviderUnavailable, type Endpoints } from "./sso/discovery.ts";
import { failureOf, wayOut } from "./sso/outcome.ts";

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
  if (request.method !== "GET" && request.method !== "HEAD") assertOwnSite(request.headers, origin);
  const names = cookieNames(origin.startsWith("https:"));
  const asked = await readAuthRequest(request, segments, origin, names, ours.sso !== undefined);
  const own = ownOrigin(origin, request.headers.get("host"));
  if (asked.action === "signout" && asked.provider === "everywhere") {
    const cookie = await signOutEverywhere(ours, asked);
    return redirect(asked, { status: 200, path: "/sign-in" }, [cookie], own);
  }
  const trace: Trace = {};
  let said: AuthAnswer;
  let endpoints: Endpoints | null = null;
  try {
    endpoints = await endpointsFor(asked, ours);
    const call = callNextAuth(asked, authOptions(ours, peerAddress(), trace, endpoints), origin);
    said = await (endpoints === null ? call : inTime(call));
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    log("error", "single sign-on is not available", {
      issuer: ours.sso?.settings.issuer,
      detail: error.message,
    });
    return redirect(asked, { status: 424, path: signIn(asked, { error: "SsoUnavailable" }) }, [], own);
  }
  if (trace.failure !== undefined) throw trace.failure;

  if (trace.sid !== undefined) {
    // A sign-in takes the place of the session that the browser had.
    const before = await sidOf(asked.cookies[names.session], secret);
    if (before !== null) await revokeSession(store, before, now());
  }
  if (said.redirect === null) return withBody(asked, said, origin, own);
  return redirect(asked, outcomeOf(asked, said, trace, endpoints), said.setCookies, own);
}

/**
 * Where the provider is, for the two requests that need it; null for all others. A sign-in asks anew: whoever is sent to a provider
 * that is down sees nothing of ours any more.
 */
async function endpointsFor(
  asked: AuthRequest,
  { sso, origin, secret }: Identity,
): Promise<Endpoints | null> {
  if (sso === undefined || asked.provider !== "oidc") return null;
  if (asked.method === "GET") return asked.action === "callback" ? discover(sso.settings, false) : null;
  const cookie = asked.cookies[cookieNames(origin.startsWith("https:")).csrf];
  return isOwnForm(asked.body["csrfToken"], cookie, secret) ? discover(sso.settings, true) : null;
}

/** openid-client gives each of its calls five seconds of silence; all of them together get this long. */
const PROVIDER_MS = 15_000;

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ProviderUnavailable("It gave no answer in 15 seconds.")),
      PROVIDER_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function withBody(asked: AuthRequest, said: AuthAnswer, origin: string, own: string): Response {
  const text = typeof said.body === "string" ? said.body : JSON.stringify(said.body ?? {});
  // The list of providers carries addresses: of the name under which we were asked.
  return respond(
    said.setCookies,
    said.status,
    asked.action === "providers" ? text.replaceAll(origin, own) : text,
  );
}

interface Outcome {
  status: number;
  /** A path of ours. */
  path: string;
  /** The provider's address instead. */
  away?: string;
  retryAfter?: number;
}

function redirect(
  asked: AuthRequest,
  outcome: Outcome,
  setCookies: readonly string[],
  own: string,
): Response {
  const { status, path, away, retryAfter } = outcome;
  const response = asked.wantsJson
    ? respond(setCookies, status, JSON.stringify({ url: away ?? own + path }))
    : respond(setCookies, 302, null);
  // A path alone: the browser stays on whatever name it reached us by.
  if (!asked.wantsJson) response.headers.set("location", away ?? path);
  if (retryAfter !== undefined) response.headers.set("retry-after", String(retryAfter));
  return response;
}

function outcomeOf(asked: AuthRequest, said: AuthAnswer, trace: Trace, endpoints: Endpoints | null): Outcome {
  const { attempt } = trace;
  if (asked.action === "callback") {
    const target = new URL(said.redirect ?? HOME, "http://console.invalid");
    if (trace.sid !== undefined) {
      return {
        status: 200,
        path: target.pathname === "/" ? HOME : target.pathname + target.search + target.hash,
      };
    }
    if (asked.provider === "oidc")
      return { status: 401, path: signIn(asked, { error: failureOf(asked, trace) }) };
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
  if (endpoints !== null && !isRefused) {
    const away = wayOut(said, endpoints);
    return away === null
      ? { status: 424, path: signIn(asked, { error: "SsoUnavailable" }) }
      : { status: 200, path: HOME, away };
  }
  const error = asked.query["error"];
  if (isRefused && asked.provider === "oidc")
    return { status: 403, path: signIn(asked, { error: "SsoForm" }) };
  return { status: isRefused ? 403 : 200, path: signIn(asked, error === undefined ? {} : { error }) };
}

function signIn(asked: AuthRequest, values: Record<string, string | number>): string {
  const search = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]));
  if (asked.callback !== null) search.set("callbackUrl", asked.callback);
  return search.size === 0 ? "/sign-in" : `/sign-in?${search}`;
}

function respond(setCookies: readonly string[], status: number, body: string | null): Response {
  const headers = new Headers({ "cache-control": "private, no-store" });
  if (body !== null) headers.set("content-type", "application/json");
  for (const cookie of setCookies) headers.append("set-cookie", cookie);
  return new Response(body, { status, headers });
}
