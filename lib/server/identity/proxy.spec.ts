import { NextRequest } from "next/server";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { config, proxy } from "../../../proxy.ts";

const ORIGIN = "http://127.0.0.1:3917";
const dir = mkdtempSync(join(tmpdir(), "proxy-"));

beforeAll(() => {
  vi.stubEnv("VONAGE_API_KEY", "abcd1234");
  vi.stubEnv("VONAGE_API_SECRET", "abcdefgh12345678");
  vi.stubEnv("AUDIT_DATA_DIR", dir);
  vi.stubEnv("NEXTAUTH_URL", ORIGIN);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

const SESSION = { cookie: "next-auth.session-token=x" };
const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  proxy(new NextRequest(ORIGIN + path, { headers, method }));
/** The header that the page behind will see, as Next passes it on. */
const passed = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);

describe("the proxy", () => {
  it("gives every page its own nonce, to the browser and to Next alike", () => {
    const seen = new Set<string>();
    for (let times = 0; times < 50; times += 1) {
      const response = ask("/events", SESSION);
      const policy = response.headers.get("content-security-policy") ?? "";
      const nonce = /'nonce-([A-Za-z0-9+/=]{24})' 'strict-dynamic'/.exec(policy)?.[1] ?? "";
      expect(passed(response, "x-nonce")).toBe(nonce);
      expect(passed(response, "content-security-policy")).toBe(policy);
      seen.add(nonce);
    }
    expect(seen.size).toBe(50);
  });

  it("sends the headers that a page needs", () => {
    const { headers } = ask("/events", SESSION);
    const policy = (headers.get("content-security-policy") ?? "").replace(/nonce-[^']+/g, "nonce-N");
    expect(policy).toBe(
      "default-src 'none'; script-src 'self' 'nonce-N' 'strict-dynamic'; style-src-elem 'self' 'nonce-N'; style-src-attr 'unsafe-inline'; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; " +
        "frame-ancestors 'none'; object-src 'none'",
    );
    expect(headers.get("cache-control")).toBe("private, no-store");
  });

  it("believes nothing that a client says in its name", () => {
    const forged = {
      "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
      "x-nonce": "evil",
      "x-audit-path": "//evil.example",
      "x-audit-csrf": "evil",
      "content-security-policy": "script-src 'nonce-evil'",
    };
    for (const path of ["/events", "/sign-in", "/api/events"]) {
      const { headers } = ask(path, { ...SESSION, ...forged });
      const all = JSON.stringify([...headers]);
      expect(all).not.toContain("evil");
      expect(headers.get("x-middleware-override-headers")).not.toContain("subrequest");
    }
    expect(ask("/events", forged).headers.get("location")).toContain("/sign-in");
  });

  it("shows the way to the sign-in page, and back", () => {
    for (const [path, callback] of [
      ["/events?event_type=A&window=24h", "/events?event_type=A&window=24h"],
      ["/events/6c1e0b52?account=k", "/events/6c1e0b52?account=k"],
      ["/", "/events"],
      ["/nothing", "/nothing"],
    ]) {
      const location = new URL(ask(path ?? "").headers.get("location") ?? "");
      expect([location.pathname, location.searchParams.get("callbackUrl")]).toEqual(["/sign-in", callback]);
    }
    expect(ask("/events").status).toBe(307);
    expect(ask("/events", {}, "POST").status).toBe(303);
    for (const path of ["/sign-in", "/icon.svg"]) expect(ask(path).headers.has("location")).toBe(false);
    expect(ask("/events/icon.svg").headers.has("location")).toBe(true);
  });

  it("is for pages: the API and hashed files pass it by, and have their headers from the front door", () => {
    const matches = (path: string) => new RegExp(`^${config.matcher[0]}$`).test(path);
    expect(["/events", "/sign-in", "/apix", "/", "/events/api/"].map(matches)).not.toContain(false);
    expect(["/api/events", "/api/auth/csrf", "/_next/static/chunks/a.js"].map(matches)).not.toContain(true);
  });

  it("hands the sign-in page a token for its form, and keeps one that is good", () => {
    const first = ask("/sign-in");
    const cookie = first.cookies.get("next-auth.csrf-token");
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: false });
    const token = passed(first, "x-audit-csrf") ?? "none";
    expect(cookie?.value.startsWith(`${token}|`)).toBe(true);
    const again = ask("/sign-in", {
      cookie: `next-auth.csrf-token=${encodeURIComponent(cookie?.value ?? "")}`,
    });
    expect(again.cookies.get("next-auth.csrf-token")).toBeUndefined();
    expect(passed(again, "x-audit-csrf")).toBe(token);
    for (const forged of ["x|y", `${"0".repeat(64)}|${"0".repeat(64)}`, "%"]) {
      const answer = ask("/sign-in", { cookie: `next-auth.csrf-token=${encodeURIComponent(forged)}` });
      expect(passed(answer, "x-audit-csrf")).not.toBe(forged.split("|")[0]);
      expect(answer.cookies.get("next-auth.csrf-token")).toBeDefined();
    }
  });
});
