import type { AuthRequest } from "../auth-request.ts";
import type { AuthAnswer } from "../next-auth-call.ts";
import type { Trace } from "../next-auth-options.ts";
import type { Endpoints } from "./discovery.ts";

/** Why single sign-on did not end in a session; `signInMessage` has the words. */
export type SsoError = "SsoUnavailable" | "SsoFailed" | "SsoDenied" | "SsoNoGroup" | "SsoDisabled";

const UNREACHABLE = /^E[A-Z_]+ |timed out|no answer|socket hang up|got: 5\d\d/;

/** The way to the provider, out of next-auth's answer to a sign-in; null when there is none. */
export function wayOut({ redirect }: AuthAnswer, { authorization }: Endpoints): string | null {
  const wanted = new URL(authorization);
  if (redirect === null || !URL.canParse(redirect)) return null;
  const { origin, pathname } = new URL(redirect);
  return origin === wanted.origin && pathname === wanted.pathname ? redirect : null;
}

/** What to tell someone whom the provider's answer did not let in. */
export function failureOf(asked: AuthRequest, { admission, providerError }: Trace): SsoError {
  if (admission?.outcome === "refused") return admission.reason === "disabled" ? "SsoDisabled" : "SsoNoGroup";
  if (asked.query["error"] === "access_denied") return "SsoDenied";
  return providerError !== undefined && UNREACHABLE.test(providerError) ? "SsoUnavailable" : "SsoFailed";
}
