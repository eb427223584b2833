import "server-only";

import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { log } from "../log.ts";
import { safeCallbackPath } from "./callback-path.ts";
import { sidOf } from "./session-token.ts";
import { checkSession, createSession, revokeSession, type LiveSession } from "./sessions.ts";
import type { Identity } from "./settings.ts";
import { recordSignIn, recordSignOut, recordSsoSignIn } from "./sign-in-record.ts";
import { signInWithPassword } from "./sign-in.ts";
import { admit, type Admission } from "./sso/admit.ts";
import { personOf } from "./sso/claims.ts";
import type { Endpoints } from "./sso/discovery.ts";
import { oidcProvider } from "./sso/provider.ts";
import type { Try } from "./throttle.ts";
import type { User } from "./users.ts";

/** What happened inside one call of next-auth that its answer does not tell. */
export interface Trace {
  attempt?: Try<User>;
  /** What became of a person whom the provider vouched for. */
  admission?: Admission;
  /** The provider, asked by us, did not answer or refused. */
  providerError?: string;
  /** The session that a sign-in began. */
  sid?: string;
  live?: LiveSession;
  /** An error of ours. next-auth would swallow it, or put its message into a URL. */
  failure?: unknown;
}

/** The options of one request: next-auth 4 knows neither revocable sessions nor a limit on guesses, so both are brought here. */
export function authOptions(
  identity: Identity,
  address: string,
  trace: Trace,
  endpoints: Endpoints | null = null,
): AuthOptions {
  const { store, secret, terms, now, sso } = identity;
  const maxAge = terms.maxHours * 3600;

  async function kept<Value>(work: () => Promise<Value>): Promise<Value | null> {
    try {
      return await work();
    } catch (error) {
      trace.failure = error;
      return null;
    }
  }

  return {
    secret,
    useSecureCookies: identity.origin.startsWith("https:"),
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge },
    jwt: {
      secret,
      maxAge,
      // next-auth decodes before it shows, renews or ends a session: a cookie whose session is over is no cookie.
      decode: ({ token }) =>
        kept(async () => {
          const sid = await sidOf(token, secret);
          const live = sid === null ? null : await checkSession(store, sid, terms, now());
          if (!sid || !live) return null;
          trace.live = live;
          return { sub: live.user, sid };
        }),
    },
    providers: [
      CredentialsProvider({
        id: "credentials",
        name: "Password",
        credentials: {
          username: { label: "User", type: "text" },
          password: { label: "Password", type: "password" },
        },
        authorize: async (credentials) => {
          const { username = "", password = "" } = credentials ?? {};
          // Recorded before there is a session: without its record none begins.
          const attempt = await kept(async () => {
            const tried = await signInWithPassword(identity, { username, password }, address);
            await recordSignIn(identity, tried, username, address);
            return tried;
          });
          if (attempt) trace.attempt = attempt;
          return attempt?.outcome === "accepted" ? { id: attempt.value.name } : null;
        },
      }),
      ...(sso ? [oidcProvider(sso, endpoints)] : []),
    ],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.provider !== "oidc") return true;
        const person = sso && personOf(sso.settings.issuer, (profile ?? {}) as Record<string, unknown>);
        if (!person) return false;
        const admission = await kept(async () => {
          const judged = await admit(store, person, sso.groups.rules, now());
          await recordSsoSignIn(identity, judged, person.names[0] ?? "", address);
          return judged;
        });
        if (admission === null) return false;
        trace.admission = admission;
        if (admission.outcome === "refused") {
          const { subject, names, groups } = person;
          const { reason } = admission;
          log("warn", "single sign-on refused", { reason, user: names[0], subject, groups: groups.length });
        }
        return admission.outcome === "accepted";
      },
      redirect: ({ url, baseUrl }) => baseUrl + safeCallbackPath(url, baseUrl),
      jwt: async ({ token, user, trigger }) => {
        if (trigger !== "signIn") return token;
        const { admission } = trace;
        const isSso = admission?.outcome === "accepted";
        const name = isSso ? admission.name : user.id;
        const sid = await kept(() =>
          createSession(store, name, terms, now(), isSso ? admission.granted : null),
        );
        if (sid !== null) trace.sid = sid;
        return { sub: name, sid };
      },
      session: ({ session }) => {
        const { live } = trace;
        return {
          user: { name: live?.user ?? null, role: live?.role ?? null },
          expires: live ? new Date(live.expiresAt).toISOString() : session.expires,
        };
      },
    },
    events: {
      signOut: async ({ token }) => {
        const sid = token?.["sid"];
        if (typeof sid !== "string") return;
        await kept(async () => {
          await revokeSession(store, sid, now());
          if (trace.live) await recordSignOut(identity, trace.live, address);
        });
      },
    },
    logger: {
      error: (code, metadata) => {
        // An ended session is everyday, and told to the reader by an empty answer.
        if (code === "JWT_SESSION_ERROR") return;
        const cause = metadata instanceof Error ? metadata : metadata.error;
        const detail = cause instanceof Error ? cause.message.slice(0, 300) : "";
        if (code.includes("OAUTH"))
          trace.providerError = `${(cause as { code?: unknown } | undefined)?.code ?? ""} ${detail}`;
        log("error", "next-auth failed", { code, detail });
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
