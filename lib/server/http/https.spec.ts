import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

const CHUNK = readdirSync(".next/static/chunks").find((name) => name.endsWith(".js"));
const PATHS = [
  "/",
  "/sign-in",
  "/events",
  "/nothing",
  "/icon.svg",
  "/metrics",
  "/api/events",
  "/api/health",
  "/api/nothing",
  "/api/auth/csrf",
  "/api/auth/nothing",
  "/events/%zz",
  `/_next/static/chunks/${CHUNK}`,
];

let secure: TestedConsole;
let plain: TestedConsole;
beforeAll(async () => {
  secure = await startTested({ events: 20 }, [], {
    NEXTAUTH_URL: "https://audit.example",
    AUDIT_DEMO_USER: "0",
  });
  plain = await startTested({ events: 20 });
});
afterAll(async () => void (await Promise.all([secure?.stop(), plain?.stop()])));

it.each(PATHS)(
  "%s says Strict-Transport-Security once when the console is https, and never else",
  async (path) => {
    const { headers } = await secure.ask(path);
    expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    expect((await plain.ask(path)).headers["strict-transport-security"]).toBeUndefined();
  },
);

it.each(PATHS)("%s may be sniffed, framed or read by no other site, page or not", async (path) => {
  const { headers } = await plain.ask(path);
  expect(headers).toMatchObject({
    "content-security-policy": expect.stringMatching(/^default-src 'none';.* frame-ancestors 'none'/),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": expect.stringContaining("camera=()"),
  });
});

it("a method that nothing offers has it too, and cookies are for https alone", async () => {
  const refused = await secure.ask("/api/events", undefined, { method: "PURGE" });
  expect(refused.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  const { headers } = await secure.ask("/api/auth/csrf");
  for (const cookie of headers["set-cookie"] ?? []) expect(cookie).toMatch(/^__(Host|Secure)-.*; Secure/);
});
