import "server-only";

import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { log } from "../log.ts";
import { safeCallbackPath } from "./callback-path.ts";
import { sidOf } from "./session-token.ts";
import { checkSession, createSession, revokeSession, type LiveSession } from "./sessions.ts";
import type { Identity } from "./settings.ts";
import { signInWithPassword } from "./sign-in.ts";
import type { Try } from "./throttle.ts";
import type { User } from "./users.ts";

/** What happened inside one call of next-auth that its answer does not tell. */
export interface Trace {
  attempt?: Try<User>;
  /** The session that a sign-in began. */
  sid?: string;
  live?: LiveSession;
  /** An error of ours. next-auth would swallow it, or put its message into a URL. */
  failure?: unknown;
}

/** The options of one request: next-auth 4 knows neither revocable sessions nor a limit on guesses, so both are brought here. */
export function authOptions(identity: Identity, address: string, trace: Trace): AuthOptions {
  const { store, secret, terms, now } = identity;
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
          const attempt = await kept(() => signInWithPassword(identity, { username, password }, address));
          if (attempt) trace.attempt = attempt;
          return attempt?.outcome === "accepted" ? { id: attempt.value.name } : null;
        },
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + safeCallbackPath(url, baseUrl),
      jwt: async ({ token, user, trigger }) => {
        if (trigger !== "signIn") return token;
        const sid = await kept(() => createSession(store, user.id, terms, now()));
        if (sid !== null) trace.sid = sid;
        return { sub: user.id, sid };
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
        if (typeof sid === "string") await kept(() => revokeSession(store, sid, now()));
      },
    },
    logger: {
      error: (code, metadata) => {
        // An ended session is everyday, and told to the reader by an empty answer.
        if (code === "JWT_SESSION_ERROR") return;
        log("error", "next-auth failed", { code, detail: metadata instanceof Error ? metadata.message : "" });
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
