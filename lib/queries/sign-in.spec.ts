import { afterEach, describe, expect, it, vi } from "vitest";
import { signInMessage } from "./sign-in-message.ts";
import { beginSingleSignOn, signInWithPassword, signOut } from "./sign-in.ts";

const FIELDS = { username: "ines", password: "p&=w", callbackUrl: "/events?a=b" };

/** A server that gives a token, then this answer. */
function serve(status: number, body: unknown) {
  const calls: { url: string; body: string }[] = [];
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    calls.push({ url, body: String(init?.body ?? "") });
    return url.endsWith("/csrf") ? Response.json({ csrfToken: "t" }) : Response.json(body, { status });
  });
  return calls;
}
afterEach(() => vi.unstubAllGlobals());

describe("signing in from the browser", () => {
  it("sends the token with the form and gives back a path", async () => {
    const calls = serve(200, { url: "http://localhost:3000/events?a=b#c" });
    expect(await signInWithPassword(FIELDS)).toEqual({ ok: true, url: "/events?a=b#c" });
    expect(calls[1]).toEqual({
      url: "/api/auth/callback/credentials",
      body: "username=ines&password=p%26%3Dw&callbackUrl=%2Fevents%3Fa%3Db&csrfToken=t&json=true",
    });
  });

  it("says what went wrong, in words of its own", async () => {
    serve(401, { url: "http://localhost:3000/sign-in?error=CredentialsSignin&left=3&wait=0" });
    expect(await signInWithPassword(FIELDS)).toEqual({
      ok: false,
      message: "User or password is wrong. 3 tries are left, then a minute's wait.",
    });
    serve(403, { code: "cross_origin", detail: "no" });
    expect((await signInWithPassword(FIELDS)).ok).toBe(false);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("down")));
    expect(await signInWithPassword(FIELDS)).toMatchObject({
      ok: false,
      message: expect.stringContaining("could not be reached"),
    });
    expect(await signOut()).toBe(false);
  });

  it("leads to the provider, or says why not", async () => {
    const calls = serve(200, { url: "https://id.example/auth?state=s" });
    expect(await beginSingleSignOn("/events?a=b")).toEqual({
      ok: true,
      url: "https://id.example/auth?state=s",
    });
    expect(calls[1]).toEqual({
      url: "/api/auth/signin/oidc",
      body: "callbackUrl=%2Fevents%3Fa%3Db&csrfToken=t&json=true",
    });
    serve(424, { url: "http://localhost:3000/sign-in?error=SsoUnavailable" });
    expect(await beginSingleSignOn("/")).toEqual({
      ok: false,
      message: "Single sign-on does not answer at the moment. Try again, or sign in as a local user.",
    });
  });

  it("leaves the page only when the session is over", async () => {
    const assign = vi.fn();
    vi.stubGlobal("window", { location: { assign } });
    serve(500, { code: "internal" });
    expect(await signOut()).toBe(false);
    expect(assign).not.toHaveBeenCalled();
    serve(200, { url: "http://localhost:3000/sign-in" });
    expect(await signOut()).toBe(true);
    expect(assign).toHaveBeenCalledWith("/sign-in");
    const calls = serve(200, { url: "http://localhost:3000/sign-in" });
    expect(await signOut(true)).toBe(true);
    expect(calls[1]?.url).toBe("/api/auth/signout/everywhere");
  });

  it.each([
    ["error=CredentialsSignin&left=7&wait=0", "User or password is wrong."],
    [
      "error=CredentialsSignin&left=1&wait=0",
      "User or password is wrong. 1 try is left, then a minute's wait.",
    ],
    [
      "error=CredentialsSignin&left=0&wait=60",
      "User or password is wrong. The next try is possible in a minute.",
    ],
    ["error=Throttled&wait=41", "Too many tries: nothing was checked. Try again in 41 seconds."],
    ["error=Throttled&wait=601", "Too many tries: nothing was checked. Try again in 11 minutes."],
    ["error=Throttled&wait=<b>", "Too many tries: nothing was checked. Try again in a minute."],
    ["error=<script>", "Signing in is not possible at the moment. The console's log says why."],
  ])("%s", (search, words) => expect(signInMessage(new URLSearchParams(search))).toBe(words));
});
