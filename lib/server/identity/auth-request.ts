import "server-only";

import { AuditError, badParameter } from "../../audit/errors.ts";
import { safeCallbackPath } from "./callback-path.ts";
import { cookiesOf, type CookieNames } from "./cookies.ts";
import type { AuthCall } from "./next-auth-call.ts";

/** A request to `/api/auth/…` after everything hostile was taken out of it. */
export interface AuthRequest extends AuthCall {
  action: string;
  /** `credentials`, `oidc`, `everywhere`, or nothing. */
  provider: string;
  /** The caller is a script that wants `{url}` instead of a redirect. */
  wantsJson: boolean;
  /** The page that the request names, when it names one. */
  callback: string | null;
}

const MAX_BODY = 16_384;

/** What is offered: method, then action, then the parts that may follow it. */
const OFFERED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  GET: {
    csrf: [""],
    providers: [""],
    session: [""],
    signin: ["", "credentials", "oidc"],
    signout: [""],
    error: [""],
    callback: ["oidc"],
  },
  POST: {
    session: [""],
    signin: ["credentials", "oidc"],
    signout: ["", "everywhere"],
    callback: ["credentials"],
  },
};

/** What a provider's answer may carry; its own words about an error stay out. */
const ANSWER = ["code", "state", "iss", "error"];

/** Reads and cleans a request. Throws `not_found`, `method_not_allowed`, `bad_parameter`. */
export async function readAuthRequest(
  request: Request,
  segments: readonly string[],
  origin: string,
  names: CookieNames,
  hasSso: boolean,
): Promise<AuthRequest> {
  const method = request.method === "HEAD" ? "GET" : request.method;
  const [action, provider] = offeredAction(method, segments, hasSso);
  const search = new URL(request.url).searchParams;
  const body = method === "POST" ? await readBody(request) : {};
  const cookies = readCookies(request.headers, names, origin);
  const isAnswer = action === "callback" && provider === "oidc";
  // The provider sends nothing of ours back; where to go was kept in a cookie.
  const callback = isAnswer
    ? (cookies[names.callbackUrl]?.slice(origin.length) ?? null)
    : readCallback(body, search, origin);

  return {
    method,
    segments,
    action,
    provider,
    query: isAnswer ? readAnswer(search) : readQuery(search, body, callback, origin, provider),
    body,
    callback,
    wantsJson: body["json"] === "true",
    cookies,
  };
}

function readQuery(
  search: URLSearchParams,
  body: Record<string, string>,
  callback: string | null,
  origin: string,
  provider: string,
): Record<string, string> {
  const query: Record<string, string> = {};
  const error = search.get("error");
  if (error && /^[A-Za-z]{1,40}$/.test(error)) query["error"] = error;
  if (callback !== null) {
    query["callbackUrl"] = origin + callback;
    if ("callbackUrl" in body || provider === "oidc") body["callbackUrl"] = origin + callback;
  }
  // next-auth sends a sign-in's query on to the provider, who has no business with our pages.
  return provider === "oidc" ? {} : query;
}

function readAnswer(search: URLSearchParams): Record<string, string> {
  const values = ANSWER.map((name) => [name, search.getAll(name)] as const);
  return Object.fromEntries(
    values.flatMap(([name, [value, ...more]]) => (value && more.length === 0 ? [[name, value]] : [])),
  );
}

function offeredAction(
  method: string,
  segments: readonly string[],
  hasSso: boolean,
): [action: string, provider: string] {
  const [action = "", provider = "", ...more] = segments;
  const offers = (actions: (typeof OFFERED)[string] | undefined) =>
    actions !== undefined && Object.hasOwn(actions, action) && actions[action]?.includes(provider) === true;
  const isAbsent = provider === "oidc" && !hasSso;
  if (more.length > 0 || isAbsent || !Object.values(OFFERED).some(offers)) {
    throw new AuditError("not_found", "Nothing is at this address.");
  }
  if (!offers(OFFERED[method]))
    throw new AuditError("method_not_allowed", "This method is not offered here.");
  return [action, provider];
}

/** The body's own word comes first, then the query's. Anything but one plain text is a callback to nowhere, which is our home. */
function readCallback(body: Record<string, string>, search: URLSearchParams, origin: string): string | null {
  if ("callbackUrl" in body) return safeCallbackPath(body["callbackUrl"], origin);
  const given = search.getAll("callbackUrl");
  if (given.length > 0) return safeCallbackPath(given.length === 1 ? given[0] : null, origin);
  return [...search.keys()].some((key) => key.startsWith("callbackUrl[")) ? safeCallbackPath(null) : null;
}

function readCookies(headers: Headers, names: CookieNames, origin: string): Record<string, string> {
  const cookies = cookiesOf(headers);
  const kept: Record<string, string> = {};
  for (const name of [names.session, names.csrf, ...names.tries]) {
    const value = cookies.get(name)?.value;
    if (value) kept[name] = value;
  }
  const callback = cookies.get(names.callbackUrl)?.value;
  if (callback) kept[names.callbackUrl] = origin + safeCallbackPath(callback, origin);
  return kept;
}

async function readBody(request: Request): Promise<Record<string, string>> {
  const text = await readText(request);
  const type = request.headers.get("content-type") ?? "";
  const entries: [string, unknown][] = /json/i.test(type)
    ? jsonEntries(text)
    : // A name that comes twice means neither.
      [...new Map([...new URLSearchParams(text)].map(([name], _, all) => [name, soleValue(all, name)]))];
  const body: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of entries) {
    if (typeof value === "string") body[name] = value;
    else if (typeof value === "boolean") body[name] = String(value);
    else if (name === "callbackUrl") body[name] = "";
  }
  return body;
}

function soleValue(all: [string, string][], name: string): string | null {
  const values = all.filter(([other]) => other === name);
  return values.length === 1 ? (values[0]?.[1] ?? null) : null;
}

function jsonEntries(text: string): [string, unknown][] {
  try {
    const value: unknown = JSON.parse(text || "{}");
    return typeof value === "object" && value !== null ? Object.entries(value) : [];
  } catch {
    throw badParameter("body", "The body is not JSON.");
  }
}

/** A sign-in is a few hundred bytes; what is longer is not read to its end. */
async function readText(request: Request): Promise<string> {
  const reader = request.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > MAX_BODY) {
      await reader.cancel();
      throw badParameter("body", "The body is too long.");
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
