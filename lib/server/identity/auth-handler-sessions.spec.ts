import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, it } from "vitest";
import { hashPassword } from "./passwords.ts";
import { sessionOfToken } from "./session-token.ts";
import { Browser, codeOf, COOKIE, urlOf } from "./testing/browser.ts";
import { identityOfInes, type LocalIdentity, PASSWORD } from "./testing/identity.ts";
import { addUser, setRole } from "./users.ts";

let identity: LocalIdentity;
beforeEach(async () => {
  identity = await identityOfInes();
});

describe("a session", () => {
  const signedIn = async () => {
    const browser = new Browser(identity);
    await browser.enter();
    return browser;
  };

  it("is over after signing out, also for a copied cookie", async () => {
    const browser = await signedIn();
    const copy = new Browser(identity);
    for (const [name, value] of browser.jar) copy.jar.set(name, value);
    await browser.post("signout", {});
    expect(await copy.principal()).toBeNull();
    expect(await copy.session()).toEqual({});
  });

  it("is over everywhere after signing out everywhere, and nobody else's is", async () => {
    await addUser(
      identity.store,
      { name: "omar", role: "viewer", accounts: "*", passwordHash: await hashPassword(PASSWORD) },
      identity.now(),
    );
    const [here, there, omar] = [await signedIn(), await signedIn(), new Browser(identity)];
    await omar.enter({ username: "omar" });
    const copy = new Map(here.jar);
    // Not without the form's token, not from another site, not without a session, not by a link.
    for (const csrfToken of ["", "0".repeat(64)])
      expect((await here.post("signout/everywhere", { csrfToken })).status).toBe(403);
    const crossed = await here.post("signout/everywhere", {}, { headers: { origin: "http://evil.example" } });
    expect(crossed.status).toBe(403);
    expect((await new Browser(identity).post("signout/everywhere", {})).status).toBe(401);
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
    expect((await new Browser(identity).enter()).status).toBe(500);
  });

  it("takes a new role at once", async () => {
    const browser = await signedIn();
    await setRole(identity.store, "ines", "admin");
    expect(await browser.session()).toMatchObject({ user: { role: "admin" } });
  });
});
