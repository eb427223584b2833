import { beforeEach, describe, expect, it } from "vitest";
import { sessionOfToken } from "./session-token.ts";
import { Browser, COOKIE, urlOf } from "./testing/browser.ts";
import { identityOfInes, type LocalIdentity, ORIGIN } from "./testing/identity.ts";
import { Throttle } from "./throttle.ts";
import { setDisabled } from "./users.ts";

let identity: LocalIdentity;
beforeEach(async () => {
  identity = await identityOfInes();
});

describe("signing in", () => {
  it("speaks next-auth's protocol: csrf, callback, session, sign-out", async () => {
    const browser = new Browser(identity);
    expect(await browser.session()).toEqual({});
    const response = await browser.enter({ callbackUrl: "/events?window=24h" });
    expect(response.status).toBe(200);
    expect((await urlOf(response)).href).toBe(`${ORIGIN}/events?window=24h`);
    const cookie = response.headers.getSetCookie().find((each) => each.startsWith(COOKIE)) ?? "";
    expect(cookie).toMatch(/; Path=\/;/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure|Domain/i);
    expect(await browser.principal()).toMatchObject({ user: "ines", role: "viewer", accounts: ["7c9e4b21"] });
    expect(await browser.session()).toEqual({
      user: { name: "ines", role: "viewer" },
      expires: new Date(identity.now() + 12 * 3_600_000).toISOString(),
    });
    expect((await urlOf(await browser.post("signout", { json: "true" }))).pathname).toBe("/sign-in");
    expect(browser.jar.has(COOKIE)).toBe(false);
    expect(await browser.session()).toEqual({});
  });

  it("works as a plain form, by redirects that name a path alone", async () => {
    const browser = new Browser(identity);
    const wrong = await browser.enter({ json: "", password: "wrong", callbackUrl: "/archive" });
    expect(wrong.status).toBe(302);
    expect(wrong.headers.get("location")).toBe(
      "/sign-in?error=CredentialsSignin&left=7&wait=0&callbackUrl=%2Farchive",
    );
    const right = await browser.enter({ json: "", callbackUrl: "/archive" });
    expect([right.status, right.headers.get("location")]).toEqual([302, "/archive"]);
    expect((await new Browser(identity).enter({ json: "" })).headers.get("location")).toBe("/events");
  });

  it("accepts the name in any case and refuses everything else in the same words", async () => {
    expect((await new Browser(identity).enter({ username: " Ines" })).status).toBe(200);
    await setDisabled(identity.store, "ines", true, identity.now());
    const answers = await Promise.all(
      [
        {},
        { password: "wrong" },
        { username: "nobody" },
        { username: "" },
        { password: "" },
        { username: "x".repeat(5_000) },
        { password: "x".repeat(5_000) },
        { username: "demo", password: "wrong" },
        { username: "demo", password: "" },
        { username: "__proto__", password: "demo" },
      ].map(async (fields) => {
        identity.throttle = new Throttle();
        const browser = new Browser(identity);
        const response = await browser.enter(fields);
        expect(browser.jar.has(COOKIE)).toBe(false);
        return [response.status, (await urlOf(response)).searchParams.get("error")];
      }),
    );
    for (const answer of answers) expect(answer).toEqual([401, "CredentialsSignin"]);
  });

  it("offers the demo user only while its flag is on, and ends its sessions with it", async () => {
    const browser = new Browser(identity);
    expect((await browser.enter({ username: "demo", password: "demo" })).status).toBe(200);
    expect(await browser.principal()).toMatchObject({ user: "demo", role: "analyst", accounts: "*" });
    identity.terms = { ...identity.terms, demoUser: false };
    expect(await browser.principal()).toBeNull();
    expect((await new Browser(identity).enter({ username: "demo", password: "demo" })).status).toBe(401);
  });

  it("limits guesses by 429 with a time to wait, and checks no password meanwhile", async () => {
    for (let tries = 0; tries < 8; tries += 1) await new Browser(identity).enter({ password: "wrong" });
    const response = await new Browser(identity).enter();
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("60");
    expect((await urlOf(response)).search).toBe("?error=Throttled&wait=60");
    identity.advance(60_000);
    expect((await new Browser(identity).enter()).status).toBe(200);
  });

  it("ends the session that the browser had before", async () => {
    const browser = new Browser(identity);
    await browser.enter();
    const before = browser.jar.get(COOKIE);
    await browser.enter();
    expect(await sessionOfToken(identity, before)).toBeNull();
    expect(await browser.principal()).not.toBeNull();
  });

  it("wants next-auth's own token with the form", async () => {
    const browser = new Browser(identity);
    for (const csrfToken of ["", "0".repeat(64)]) {
      const response = await browser.enter({ csrfToken });
      expect(response.status).toBe(403);
      expect((await urlOf(response)).searchParams.get("error")).toBe("CsrfToken");
    }
    expect(browser.jar.has(COOKIE)).toBe(false);
    await browser.enter();
    expect((await browser.post("signout", { csrfToken: "", json: "true" })).status).toBe(403);
    expect(await browser.principal()).not.toBeNull();
  });

  it("sets Secure cookies under their prefixed names when the console's address is https", async () => {
    identity.origin = "https://audit.example";
    const browser = new Browser(identity);
    await browser.enter();
    expect([...browser.jar.keys()].sort()).toEqual([
      "__Host-next-auth.csrf-token",
      "__Secure-next-auth.callback-url",
      "__Secure-next-auth.session-token",
    ]);
  });
});
