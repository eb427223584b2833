import { forgetRecent } from "./recent.ts";
import { signInMessage } from "./sign-in-message.ts";

export type SignInAnswer = { ok: true; url: string } | { ok: false; message: string };

export interface SignInFields {
  username: string;
  password: string;
  /** A path of this console. */
  callbackUrl: string;
}

const UNREACHABLE = "The console could not be reached. Look at the network, then try again.";

/** next-auth's protocol in two requests, without its client. `url` is a path of ours to open; never rejects. */
export async function signInWithPassword({
  username,
  password,
  callbackUrl,
}: SignInFields): Promise<SignInAnswer> {
  try {
    const { response, url } = await postForm("/api/auth/callback/credentials", {
      username,
      password,
      callbackUrl,
    });
    if (response.ok && url && !url.searchParams.has("error")) {
      return { ok: true, url: url.pathname + url.search + url.hash };
    }
    return { ok: false, message: signInMessage(url?.searchParams ?? new URLSearchParams()) };
  } catch {
    return { ok: false, message: UNREACHABLE };
  }
}

/** Begins single sign-on; `url` is the provider's page to open. Never rejects. */
export async function beginSingleSignOn(callbackUrl: string): Promise<SignInAnswer> {
  try {
    const { response, url } = await postForm("/api/auth/signin/oidc", { callbackUrl });
    if (response.ok && url) return { ok: true, url: url.href };
    return { ok: false, message: signInMessage(url?.searchParams ?? new URLSearchParams()) };
  } catch {
    return { ok: false, message: UNREACHABLE };
  }
}

/**
 * Ends the session on the server, or with `everywhere` all sessions of the reader, then opens the sign-in page. Resolves with false
 * when that could not be done.
 */
export async function signOut(everywhere = false): Promise<boolean> {
  try {
    const { response, url } = await postForm(`/api/auth/signout${everywhere ? "/everywhere" : ""}`, {});
    if (!response.ok) return false;
    forgetRecent();
    window.location.assign(url ? url.pathname + url.search : "/sign-in");
    return true;
  } catch {
    return false;
  }
}

async function postForm(
  path: string,
  fields: Record<string, string>,
): Promise<{ response: Response; url: URL | null }> {
  const asked = await fetch("/api/auth/csrf", { credentials: "same-origin", cache: "no-store" });
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const response = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
  });
  const { url } = (await response.json()) as { url?: unknown };
  return { response, url: typeof url === "string" ? new URL(url) : null };
}
