import "server-only";

import { z } from "zod";
import type { OidcSettings } from "../../config.ts";

/** Where the provider takes what, from its own document. */
export interface Endpoints {
  issuer: string;
  authorization: string;
  token: string;
  userinfo: string | null;
  jwks: string;
  /** How it signs, and how it wants our secret. */
  signing: string;
  secretBy: "client_secret_basic" | "client_secret_post";
}

/** The provider did not answer, or not with a document that can be used. The message is for the log. */
export class ProviderUnavailable extends Error {
  override readonly name = "ProviderUnavailable";
}

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 262_144;
const FRESH_MS = 10 * 60_000;
const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const SIGNINGS = ["RS256", "ES256", "PS256", "EdDSA", "ES384", "RS384", "PS384", "ES512", "RS512", "PS512"];

const endpoint = z.url().refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
});
const schema = z.object({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  userinfo_endpoint: endpoint.optional(),
  jwks_uri: endpoint,
  id_token_signing_alg_values_supported: z.array(z.string()).default(["RS256"]),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
});

interface Held {
  at: number;
  endpoints: Endpoints;
}
/** Those who ask at the same time share one question. */
const asking = new Map<string, Promise<Endpoints>>();
// Pages, routes and the proxy are separate module instances.
const KEY = Symbol.for("audit-console.oidc-endpoints");
const holder = globalThis as { [KEY]?: Map<string, Held> };
const held = () => (holder[KEY] ??= new Map<string, Held>());

/** What is known of the provider without asking it; null before the first answer. */
export const knownEndpoints = ({ issuer }: Pick<OidcSettings, "issuer">): Endpoints | null =>
  held().get(issuer)?.endpoints ?? null;

/** Reads the provider's document; an answer of the last ten minutes will do when `fresh` is false. Rejects with `ProviderUnavailable`. */
export async function discover({ issuer }: Pick<OidcSettings, "issuer">, fresh: boolean): Promise<Endpoints> {
  const known = held().get(issuer);
  if (!fresh && known && Date.now() - known.at < FRESH_MS) return known.endpoints;
  const answer = asking.get(issuer) ?? ask(issuer).finally(() => asking.delete(issuer));
  asking.set(issuer, answer);
  return answer;
}

async function ask(issuer: string): Promise<Endpoints> {
  const parsed = schema.safeParse(await documentOf(`${issuer}/.well-known/openid-configuration`));
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join(".") || "the whole";
    throw new ProviderUnavailable(`Its discovery document cannot be used: ${field} is missing or wrong.`);
  }
  const document = parsed.data;
  // Whoever speaks in the name of another issuer is none (OpenID Connect Discovery 4.3).
  if (document.issuer.replace(/\/+$/, "") !== issuer)
    throw new ProviderUnavailable("Its discovery document names another issuer than AUTH_OIDC_ISSUER.");
  const signing = SIGNINGS.find((each) => document.id_token_signing_alg_values_supported.includes(each));
  if (!signing) throw new ProviderUnavailable("It signs its tokens in no way that is safe to accept.");
  const endpoints: Endpoints = {
    issuer: document.issuer,
    authorization: document.authorization_endpoint,
    token: document.token_endpoint,
    userinfo: document.userinfo_endpoint ?? null,
    jwks: document.jwks_uri,
    signing,
    secretBy: document.token_endpoint_auth_methods_supported.includes("client_secret_basic")
      ? "client_secret_basic"
      : "client_secret_post",
  };
  held().set(issuer, { at: Date.now(), endpoints });
  return endpoints;
}

async function documentOf(url: string): Promise<unknown> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error("no answer in 5 seconds")), TIMEOUT_MS);
  try {
    const response = await fetch(url, { redirect: "error", cache: "no-store", signal: controller.signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return JSON.parse(await textOf(response));
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
    const reason = error instanceof SyntaxError ? "not JSON" : error instanceof Error ? error.message : "";
    throw new ProviderUnavailable(
      `Its discovery document could not be read (${reason}${cause === "" ? "" : `: ${cause}`}).`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    size += next.value.byteLength;
    if (size > MAX_BYTES) {
      await reader?.cancel();
      throw new Error("too long");
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
