import { beforeEach, describe, expect, it } from "vitest";
import { Browser, codeOf, COOKIE, urlOf } from "./testing/browser.ts";
import { identityOfInes, type LocalIdentity, ORIGIN, PASSWORD } from "./testing/identity.ts";
import { Throttle } from "./throttle.ts";

let identity: LocalIdentity;
beforeEach(async () => {
  identity = await identityOfInes();
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
        const response = await new Browser(identity).post(
          path,
          { username: "ines", password: PASSWORD },
          { headers },
        );
        expect([response.status, await codeOf(response)]).toEqual([403, "cross_origin"]);
      }
    }
    const own = { origin: "http://localhost:3917", host: "localhost:3917", "sec-fetch-site": "same-origin" };
    const browser = new Browser(identity);
    Object.assign(browser.headers, own);
    expect((await urlOf(await browser.enter())).href).toBe("http://localhost:3917/events");
  });

  it("takes no address from forged headers", async () => {
    const forged = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil",
    };
    const browser = new Browser(identity);
    Object.assign(browser.headers, forged);
    const response = await browser.send("GET", "providers");
    expect(await response.json()).toMatchObject({
      credentials: { id: "credentials", callbackUrl: `${ORIGIN}/api/auth/callback/credentials` },
    });
    expect((await urlOf(await browser.enter())).href).toBe(`${ORIGIN}/events`);
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
        await new Browser(identity).enter({ callbackUrl: value, username: "nobody" }),
        await new Browser(identity).send("GET", `signin?callbackUrl=${encoded}`),
        await new Browser(identity).send("GET", `csrf?callbackUrl=${encoded}`),
        await new Browser(identity).send("GET", `session?callbackUrl=${encoded}&callbackUrl=${encoded}`),
        await new Browser(identity).send("GET", `signin?callbackUrl[]=${encoded}`),
        await new Browser(identity).send("POST", "callback/credentials", {
          body: JSON.stringify({ callbackUrl: [value], username: { a: 1 }, json: true }),
          headers: { "content-type": "application/json" },
        }),
      ];
      const withCookie = new Browser(identity);
      withCookie.jar.set("next-auth.callback-url", encoded);
      asked.push(await withCookie.send("GET", "signin"), await withCookie.enter({ username: "nobody" }));
      for (const response of asked) {
        expect(response.status).toBeLessThan(500);
        const text = `${response.headers.get("location")} ${response.headers.getSetCookie()} ${await response.text()}`;
        expect(decodeURIComponent(text)).not.toContain("evil.example");
        expect(response.headers.get("location") ?? "/").toMatch(/^\/(?![/\\])/);
      }
    }
    const browser = new Browser(identity);
    browser.jar.set("next-auth.callback-url", encodeURIComponent("http://evil.example/"));
    expect((await urlOf(await browser.enter())).href).toBe(`${ORIGIN}/events`);
  });

  it("offers what it offers and nothing else", async () => {
    const browser = new Browser(identity);
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
      expect(
        (await new Browser(identity).send("POST", "callback/credentials", { body, headers })).status,
      ).toBe(400);
    }
  });
});
