import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOME, safeCallbackPath } from "./callback-path.ts";

const OWN = "http://127.0.0.1:3000";

/** True when a browser on our origin that is told to go there stays on it, with and without a decoding proxy between. */
function staysHere(path: string): boolean {
  return [path, decodeURIComponent(path)].every(
    (each) => new URL(each, `${OWN}/sign-in`).origin === OWN && /^\/(?![/\\])/.test(each),
  );
}

const HOSTS = [
  "evil.example",
  "evil.example:3000",
  "127.0.0.1:3000@evil.example",
  "0x7f.1",
  "[::1]",
  "ⓔvil.example",
];
const PREFIXES = [
  "//", "///", "////", "\\\\", "/\\", "\\/", "/\\/", "/\t/", "/\n/", "/\r\n/", "\t//", " //", "/ /", "/.//", "/..//", "/a/..//",
  "/%2f", "/%2F%2F", "/%5c", "/%5C%2f", "/.%2f/", "/%2e%2e//", "http://", "https://", "HTTPS://", "http:/", "http:", "https:\\\\",
  "ftp://", "ws://", "file://", "blob:http://", "view-source:http://", "javascript://", "data:text/html,//", "vbscript:", "//user:pw@",
  "http://127.0.0.1:3000.", "http://127.0.0.1:3000@", "http://127.0.0.1:3000\\@", "http://127.0.0.1:30001/", "\u0000//", "\u00a0//",
  "\u2028//", "\ufeff//", "/\u200b/", "/;/", "?//", "#//", ".", "..", "~", "", "@", "/\u0009\u002f",
]; // prettier-ignore
const FIXED: unknown[] = [
  undefined, null, 0, 1, true, [], ["/events"], ["/events", "//evil.example"], {}, { toString: () => "//evil.example" }, Symbol("x"),
  "", " ", "/", "//", "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>", "/%", "/%zz", "/%e0%a4", "/events?x=%", "/events%", `/${"a".repeat(2_048)}`,
  `/events?q=${"x".repeat(1_000_000)}`, "/\r\nSet-Cookie: a=b", "/events\r\nLocation: //evil.example", "/api/auth/signout",
  "/api/events", "/API/events", "/sign-in", "/sign-in?callbackUrl=/sign-in", "/_next/static/x.js", "/%61pi/auth/signout", "events", "./events",
]; // prettier-ignore
const hostile = [
  ...FIXED,
  ...PREFIXES.flatMap((prefix) => HOSTS.flatMap((host) => [prefix + host, `${prefix}${host}/events`])),
];

describe("where a sign-in leads", () => {
  it("keeps our own pages, with their query", () => {
    for (const path of [
      "/events",
      "/events?event_type=USER_CREATED%2CUSER_DELETED&window=24h",
      "/events/6c1e0b52-7d1c-4f9e-9c53-0a2f6a7b1c11?account=7c9e4b21",
      "/events?search_text=100%25%20%5C%2F%2F",
      "/timeline/user/ines.vidal%40acme.example",
      "/timeline/app/a%20b",
      "/archive",
      "/signal",
    ]) {
      expect(safeCallbackPath(path)).toBe(path);
      expect(safeCallbackPath(OWN + path, OWN)).toBe(path);
    }
  });

  it(`sends ${hostile.length} hostile values home or to a page of ours`, () => {
    expect(hostile.length).toBeGreaterThanOrEqual(500);
    for (const value of hostile) expect(staysHere(safeCallbackPath(value, OWN)), String(value)).toBe(true);
    for (const value of FIXED) expect(safeCallbackPath(value, OWN), String(value)).toBe(HOME);
  });

  it("never throws and never leaves, whatever it is given", () => {
    const piece = fc.constantFrom(
      ...PREFIXES,
      ...HOSTS,
      "/",
      "\\",
      ".",
      "%2f",
      "%5c",
      "%00",
      ":",
      "@",
      "?",
      "#",
      OWN,
      "events",
    );
    const built = fc
      .array(fc.oneof(piece, fc.string({ unit: "grapheme" })), { maxLength: 8 })
      .map((parts) => parts.join(""));
    const any = fc.oneof(
      built,
      fc.webUrl(),
      fc.string({ unit: "binary" }),
      fc.anything(),
      built.map((text) => `/${text}`),
    );
    fc.assert(
      fc.property(
        any,
        (value) => staysHere(safeCallbackPath(value, OWN)) && staysHere(safeCallbackPath(value)),
      ),
      { numRuns: 5_000 },
    );
  });

  it("says the same of its own answer", () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const once = safeCallbackPath(path);
        expect(safeCallbackPath(once)).toBe(once);
      }),
    );
  });
});
