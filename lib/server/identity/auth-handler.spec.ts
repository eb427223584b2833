import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openConsoleStore } from "../database/open-store.ts";
import { handleAuth } from "./auth-handler.ts";
import { hashPassword } from "./passwords.ts";
import { sessionOfToken } from "./session-token.ts";
import type { Identity } from "./settings.ts";
import { Throttle } from "./throttle.ts";
import { addUser, setDisabled, setRole } from "./users.ts";

const ORIGIN = "http://127.0.0.1:3917";
const COOKIE = "next-auth.session-token";
const PASSWORD = "correct horse battery";
const hash = hashPassword(PASSWORD);

let dir: string;
let time: number;
let identity: Identity;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "auth-"));
  time = Date.now();
  const now = () => time;
  identity = {
    store: await openConsoleStore(dir),
    secret: "a secret of this test alone, long enough",
    origin: ORIGIN,
    terms: { idleMinutes: 60, maxHours: 12, demoUser: true },
    throttle: new Throttle(now),
    now,
  };
  await addUser(
    identity.store,
    { name: "ines", role: "viewer", accounts: ["7c9e4b21"], passwordHash: await hash },
    time,
  );
});
afterEach(async () => {
  await identity.store.destroy();
  rmSync(dir, { recursive: true, force: true });
});

/** A browser that keeps cookies and speaks next-auth 4's protocol. */
class Browser {
  readonly jar = new Map<string, string>();
  readonly headers: Record<string, string> = {};

  async send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ host: "127.0.0.1:3917", ...this.headers });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    if (this.jar.size > 0)
      headers.set("cookie", [...this.jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const request = new Request(`${ORIGIN}/api/auth/${path}`, { ...init, method, headers });
    const segments = new URL(request.url).pathname.split("/").slice(3);
    const response = await handleAuth(request, segments, async () => identity);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return response;
  }

  async post(path: string, fields: Record<string, string>, init: RequestInit = {}): Promise<Response> {
    const { csrfToken } = (await (await this.send("GET", "csrf")).json()) as { csrfToken: string };
    return this.send("POST", path, { body: new URLSearchParams({ csrfToken, ...fields }), ...init });
  }

  signIn(fields: Record<string, string> = {}): Promise<Response> {
    return this.post("callback/credentials", {
      username: "ines",
      password: PASSWORD,
      json: "true",
      ...fields,
    });
  }

  session = async (): Promise<unknown> => (await this.send("GET", "session")).json();
  principal = () => sessionOfToken(identity, this.jar.get(COOKIE));
}

const urlOf = async (response: Response): Promise<URL> =>
  new URL(((await response.json()) as { url: string }).url);
const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { code: unknown }).code;

describe("signing in", () => {
  it("speaks next-auth's protocol: csrf, callback, session, sign-out", async () => {
    const browser = new Browser();
    expect(await browser.session()).toEqual({});
    const response = await browser.signIn({ callbackUrl: "/events?window=24h" });
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
      expires: new Date(time + 12 * 3_600_000).toISOString(),
    });
    expect((await urlOf(await browser.post("signout", { json: "true" }))).pathname).toBe("/sign-in");
    expect(browser.jar.has(COOKIE)).toBe(false);
    expect(await browser.session()).toEqual({});
  });

  it("works as a plain form, by redirects that name a path alone", async () => {
    const browser = new Browser();
    const wrong = await browser.signIn({ json: "", password: "wrong", callbackUrl: "/archive" });
    expect(wrong.status).toBe(302);
    expect(wrong.headers.get("location")).toBe(
      "/sign-in?error=CredentialsSignin&left=7&wait=0&callbackUrl=%2Farchive",
    );
    const right = await browser.signIn({ json: "", callbackUrl: "/archive" });
    expect([right.status, right.headers.get("location")]).toEqual([302, "/archive"]);
    expect((await new Browser().signIn({ json: "" })).headers.get("location")).toBe("/events");
  });

  it("accepts the name in any case and refuses everything else in the same words", async () => {
    expect((await new Browser().signIn({ username: " Ines" })).status).toBe(200);
    await setDisabled(identity.store, "ines", true, time);
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
        const browser = new Browser();
        const response = await browser.signIn(fields);
        expect(browser.jar.has(COOKIE)).toBe(false);
        return [response.status, (await urlOf(response)).searchParams.get("error")];
      }),
    );
    for (const answer of answers) expect(answer).toEqual([401, "CredentialsSignin"]);
  });

  it("offers the demo user only while its flag is on, and ends its sessions with it", async () => {
    const browser = new Browser();
    expect((await browser.signIn({ username: "demo", password: "demo" })).status).toBe(200);
    expect(await browser.principal()).toMatchObject({ user: "demo", role: "analyst", accounts: "*" });
    identity.terms = { ...identity.terms, demoUser: false };
    expect(await browser.principal()).toBeNull();
    expect((await new Browser().signIn({ username: "demo", password: "demo" })).status).toBe(401);
  });

  it("limits guesses by 429 with a time to wait, and checks no password meanwhile", async () => {
    for (let tries = 0; tries < 8; tries += 1) await new Browser().signIn({ password: "wrong" });
    const response = await new Browser().signIn();
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("60");
    expect((await urlOf(response)).search).toBe("?error=Throttled&wait=60");
    time += 60_000;
    expect((await new Browser().signIn()).status).toBe(200);
  });

  it("ends the session that the browser had before", async () => {
    const browser = new Browser();
    await browser.signIn();
    const before = browser.jar.get(COOKIE);
    await browser.signIn();
    expect(await sessionOfToken(identity, before)).toBeNull();
    expect(await browser.principal()).not.toBeNull();
  });

  it("wants next-auth's own token with the form", async () => {
    const browser = new Browser();
    for (const csrfToken of ["", "0".repeat(64)]) {
      const response = await browser.signIn({ csrfToken });
      expect(response.status).toBe(403);
      expect((await urlOf(response)).searchParams.get("error")).toBe("CsrfToken");
    }
    expect(browser.jar.has(COOKIE)).toBe(false);
    await browser.signIn();
    expect((await browser.post("signout", { csrfToken: "", json: "true" })).status).toBe(403);
    expect(await browser.principal()).not.toBeNull();
  });

  it("sets Secure cookies under their prefixed names when the console's address is https", async () => {
    identity.origin = "https://audit.example";
    const browser = new Browser();
    await browser.signIn();
    expect([...browser.jar.keys()].sort()).toEqual([
      "__Host-next-auth.csrf-token",
      "__Secure-next-auth.callback-url",
      "__Secure-next-auth.session-token",
    ]);
  });
});

describe("a session", () => {
  const signedIn = async () => {
    const browser = new Browser();
    await browser.signIn();
    return browser;
  };

  it("is over after signing out, also for a copied cookie", async () => {
    const browser = await signedIn();
    const copy = new Browser();
    for (const [name, value] of browser.jar) copy.jar.set(name, value);
    await browser.post("signout", {});
    expect(await copy.principal()).toBeNull();
    expect(await copy.session()).toEqual({});
  });

  it("is over everywhere after signing out everywhere, and nobody else's is", async () => {
    await addUser(
      identity.store,
      { name: "omar", role: "viewer", accounts: "*", passwordHash: await hash },
      time,
    );
    const [here, there, omar] = [await signedIn(), await signedIn(), new Browser()];
    await omar.signIn({ username: "omar" });
    const copy = new Map(here.jar);
    // Not without the form's token, not from another site, not without a session, not by a link.
    for (const csrfToken of ["", "0".repeat(64)])
      expect((await here.post("signout/everywhere", { csrfToken })).status).toBe(403);
    const crossed = await here.post("signout/everywhere", {}, { headers: { origin: "http://evil.example" } });
    expect(crossed.status).toBe(403);
    expect((await new Browser().post("signout/everywhere", {})).status).toBe(401);
    expect((await here.send("GET", "signout/everywhere")).status).toBe(405);
    expect(await there.principal()).not.toBeNull();

    const response = await here.post("signout/everywhere", { json: "true" });
    expect([response.status, (await urlOf(response)).pathname]).toEqual([200, "/sign-in"]);
    expect(here.jar.has(COOKIE)).toBe(false);
    for (const [name, value] of copy) here.jar.set(name, value);
    expect(await here.principal()).toBeNull();
    expect(await there.principal()).toBeNull();
    expect(await omar.principal()).not.toBeNull();
    expect((await here.post("signout/everywhere", {})).status).toBe(401);
    expect((await omar.post("signout/everywhere", {})).headers.get("location")).toBe("/sign-in");
  });

  it("is not given by a forged, foreign, unsigned or expired token", async () => {
    const browser = await signedIn();
    const { sessionId } = (await browser.principal()) ?? {};
    const good = browser.jar.get(COOKIE) ?? "";
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(`{"sid":"${sessionId}"}`).toString("base64url")}.`;
    const { secret } = identity;
    for (const token of [
      undefined, "", "x", "a.b.c", "....", none, `${good}x`, good.slice(0, -4), good.replace(/.$/, "A").replace(/^./, "f"),
      await encode({ token: { sid: sessionId }, secret: "another secret, as long as the first one was" }),
      await encode({ token: { sid: sessionId }, secret }), // the hash from a stolen store is no id
      await encode({ token: { sub: "ines" }, secret }),
      await encode({ token: { sid: "x" }, secret, maxAge: -3600 }),
    ]) {
      expect(await sessionOfToken(identity, token)).toBeNull();
    } // prettier-ignore
    expect(await sessionOfToken(identity, good)).not.toBeNull();
  });

  it("tells a store that cannot be read from a reader who is not signed in", async () => {
    const browser = await signedIn();
    await identity.store.destroy();
    for (const [method, path] of [["GET", "session"], ["POST", "signout"]] as const) {
      const response = await (method === "GET" ? browser.send(method, path) : browser.post(path, {}));
      expect(response.status).toBe(500);
      expect(await codeOf(response)).toBe("internal");
    } // prettier-ignore
    expect(browser.jar.has(COOKIE)).toBe(true);
    expect((await new Browser().signIn()).status).toBe(500);
  });

  it("takes a new role at once", async () => {
    const browser = await signedIn();
    await setRole(identity.store, "ines", "admin");
    expect(await browser.session()).toMatchObject({ user: { role: "admin" } });
  });
});

describe("hostile requests", () => {
  it("refuses what comes from another site, whatever it claims to be called", async () => {
    const evil = [
      { origin: "http://evil.example" },
      { origin: "null" },
      { origin: "https://127.0.0.1:3917" },
      { origin: "http://127.0.0.1:3918" },
      { origin: "http://localhost:3917" },
      { origin: "http://evil.example", host: "evil.example", "x-forwarded-host": "evil.example" },
      { origin: "http://evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of evil) {
      for (const path of ["callback/credentials", "signout", "session", "signin/credentials"]) {
        const response = await new Browser().post(
          path,
          { username: "ines", password: PASSWORD },
          { headers },
        );
        expect([response.status, await codeOf(response)]).toEqual([403, "cross_origin"]);
      }
    }
    const own = { origin: "http://localhost:3917", host: "localhost:3917", "sec-fetch-site": "same-origin" };
    const browser = new Browser();
    Object.assign(browser.headers, own);
    expect((await urlOf(await browser.signIn())).href).toBe("http://localhost:3917/events");
  });

  it("takes no address from forged headers", async () => {
    const forged = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil",
    };
    const browser = new Browser();
    Object.assign(browser.headers, forged);
    const response = await browser.send("GET", "providers");
    expect(await response.json()).toMatchObject({
      credentials: { id: "credentials", callbackUrl: `${ORIGIN}/api/auth/callback/credentials` },
    });
    expect((await urlOf(await browser.signIn())).href).toBe(`${ORIGIN}/events`);
    expect([...browser.jar.keys()]).toContain(COOKIE);
  });

  it("leads nowhere but to our pages, wherever the address is put, and never fails", async () => {
    const values = [
      "http://evil.example", "//evil.example", "\\\\evil.example", "/\\evil.example", "javascript:alert(1)", "/%", "%00",
      "x".repeat(8_000), "/.//evil.example", "http://127.0.0.1:3917@evil.example", "data:,x", "", "/events\r\nx: y",
    ]; // prettier-ignore
    for (const value of values) {
      identity.throttle = new Throttle();
      const encoded = encodeURIComponent(value);
      const asked = [
        await new Browser().signIn({ callbackUrl: value, username: "nobody" }),
        await new Browser().send("GET", `signin?callbackUrl=${encoded}`),
        await new Browser().send("GET", `csrf?callbackUrl=${encoded}`),
        await new Browser().send("GET", `session?callbackUrl=${encoded}&callbackUrl=${encoded}`),
        await new Browser().send("GET", `signin?callbackUrl[]=${encoded}`),
        await new Browser().send("POST", "callback/credentials", {
          body: JSON.stringify({ callbackUrl: [value], username: { a: 1 }, json: true }),
          headers: { "content-type": "application/json" },
        }),
      ];
      const withCookie = new Browser();
      withCookie.jar.set("next-auth.callback-url", encoded);
      asked.push(await withCookie.send("GET", "signin"), await withCookie.signIn({ username: "nobody" }));
      for (const response of asked) {
        expect(response.status).toBeLessThan(500);
        const text = `${response.headers.get("location")} ${response.headers.getSetCookie()} ${await response.text()}`;
        expect(decodeURIComponent(text)).not.toContain("evil.example");
        expect(response.headers.get("location") ?? "/").toMatch(/^\/(?![/\\])/);
      }
    }
    const browser = new Browser();
    browser.jar.set("next-auth.callback-url", encodeURIComponent("http://evil.example/"));
    expect((await urlOf(await browser.signIn())).href).toBe(`${ORIGIN}/events`);
  });

  it("offers what it offers and nothing else", async () => {
    const browser = new Browser();
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) {
      for (const path of ["session", "csrf", "callback/credentials", "signout"]) {
        const response = await browser.send(method, path);
        expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
      }
    }
    expect((await browser.send("GET", "callback/credentials")).status).toBe(405);
    expect((await browser.send("POST", "providers")).status).toBe(405);
    for (const path of [
      "",
      "_log",
      "verify-request",
      "callback/github",
      "signin/x",
      "csrf/x",
      "session/a/b",
      "__proto__",
      "constructor",
    ]) {
      const response = await browser.send("GET", path);
      expect([path, response.status, response.headers.get("content-type")]).toEqual([
        path, 404, "application/problem+json; charset=utf-8",
      ]); // prettier-ignore
    }
    expect((await browser.send("GET", "error?error=AccessDenied")).headers.get("location")).toBe(
      "/sign-in?error=AccessDenied",
    );
    expect((await browser.send("GET", "error?error=<script>")).headers.get("location")).toBe("/sign-in");
  });

  it("reads no long or broken body", async () => {
    const headers = { "content-type": "application/json" };
    for (const body of ["{", "x".repeat(20_000), "[".repeat(10_000)]) {
      expect((await new Browser().send("POST", "callback/credentials", { body, headers })).status).toBe(400);
    }
  });
});
