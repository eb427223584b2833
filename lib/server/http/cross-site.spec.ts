import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleOf } from "../../testing/sample.ts";
import { builtRoutes, pathOf } from "../testing/built-routes.ts";
import { hostileTexts } from "../testing/hostile-texts.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

let tested: TestedConsole;
beforeAll(async () => void (tested = await startTested({ events: 20 })));
afterAll(() => tested?.stop());

/** What changes anything by POST. */
const MUTATING = [
  "callback/credentials",
  "signin/credentials",
  "signin/oidc",
  "signout",
  "signout/everywhere",
  "session",
];

const ORIGINS = (url: string): Record<string, string>[] => [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: url.replace("http:", "https:") },
  { origin: url.replace(/:\d+$/, ":1") },
  { origin: `${url}.evil.example` },
  { origin: url.replace("127.0.0.1", "localhost") },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: "https://evil.example", host: "evil.example", "x-forwarded-host": "evil.example" },
];

/** A form as the sign-in page sends it, its token and its cookies right in everything but where it comes from. */
async function form(cookie: string, fields: Record<string, string> = {}) {
  const csrf = await tested.ask("/api/auth/csrf", cookie);
  const jar = (csrf.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
  const { csrfToken } = csrf.json<{ csrfToken: string }>();
  return {
    cookie: [cookie, jar].filter(Boolean).join("; "),
    body: new URLSearchParams({
      csrfToken,
      username: "demo",
      password: "demo",
      json: "true",
      ...fields,
    }).toString(),
  };
}
const FORM = { "content-type": "application/x-www-form-urlencoded" };

it("every route of the build, by every method that could change something: refused from elsewhere, or not offered", async () => {
  const session = await tested.signIn();
  for (const path of builtRoutes().filter(
    (route) => !route.startsWith("/api/auth") && !route.includes("[...rest]"),
  ))
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      for (const headers of ORIGINS(tested.url)) {
        const answer = await tested.ask(pathOf(path), session, { method, headers });
        const { code } = answer.json<{ code: string }>();
        // A role may be asked for first: it is told nothing either.
        expect([method, path, ["cross_origin", "method_not_allowed", "forbidden"].includes(code)]).toEqual([
          method,
          path,
          true,
        ]);
      }
  expect((await tested.ask("/api/events?size=1", session)).status).toBe(200);
}, 60_000);

describe.each(MUTATING)("POST /api/auth/%s", (path) => {
  it("is refused from 8 other origins and more, and changes nothing", async () => {
    const session = await tested.signIn();
    for (const headers of ORIGINS(tested.url)) {
      const { cookie, body } = await form(session);
      const answer = await tested.ask(`/api/auth/${path}`, cookie, {
        method: "POST",
        headers: { ...FORM, ...headers },
        body,
      });
      expect([headers, answer.status, answer.json<{ code: string }>().code]).toEqual([
        headers,
        403,
        "cross_origin",
      ]);
      expect(answer.headers["set-cookie"]).toBeUndefined();
      // Also by a link, which carries the cookies along: it ends and begins nothing.
      const linked = await tested.ask(`/api/auth/${path}`, cookie, { headers });
      // Asking for the session renews its cookie; nothing else sets one.
      if (path !== "session")
        expect(linked.headers["set-cookie"]?.join() ?? "").not.toContain("session-token=");
      expect((await tested.ask("/api/events?size=1", session)).status).toBe(200);
    }
  });
});

const HOSTS = [
  "evil.example",
  "evil.example:80",
  "127.0.0.1@evil.example",
  "[::ffff:7f00:1]",
  "evil。example",
];
const BEFORE = [
  "//", "///", "////", "/\\", "\\\\", "\\/", "/\t/", "/\n/", "/%09/", "/%0a/", "/.//", "/..//", "/a/..//", "/%2f", "/%2F%2F", "/%5c", "/%2e%2e//", "http://", "https://",
  "HTTPS:", "http:/", "https:\\\\", "ftp://", "javascript://", "javascript:alert(1)//", "data:text/html,//", "blob:http://", "//user:pw@", "@", "?//", "#//", ";//", " //",
  "\u00a0//", "\u2028//", "\ufeff//", "\u0000//", "/\u200b/", "/;/", ".", "..//", "~//", "/events//", "/events/..//", "/sign-in?callbackUrl=//", "/api/auth/signout?callbackUrl=//",
]; // prettier-ignore
const REDIRECTS = [
  ...BEFORE.flatMap((before) => HOSTS.map((host) => before + host)),
  ...hostileTexts(290, 3),
];

it("500 hostile places to go to: none leads away, by form, by script, by cookie or by page, and none fails", async () => {
  expect(REDIRECTS.length).toBeGreaterThanOrEqual(500);
  const session = await tested.signIn();
  for (const value of sampleOf(REDIRECTS, 25)) {
    const encoded = encodeURIComponent(value);
    const { cookie, body } = await form("", { callbackUrl: value });
    const post = (path: string, sent: string) =>
      tested.ask(`/api/auth/${path}`, cookie, { method: "POST", headers: FORM, body: sent });
    const answers = [
      await post("callback/credentials", body),
      await post("callback/credentials", body.replace("&json=true", "")),
      await post("signout", body),
      await tested.ask(`/api/auth/signin?callbackUrl=${encoded}`),
      await tested.ask("/api/auth/signin", `next-auth.callback-url=${encoded}`),
      await tested.ask(`/sign-in?callbackUrl=${encoded}`, session),
      await tested.ask(`/sign-in?callbackUrl=${encoded}`),
    ];
    for (const [i, { status, headers, text }] of answers.entries()) {
      expect([value, i, status < 500]).toEqual([value, i, true]);
      const { location } = headers;
      // Next writes a redirect of a page that has begun to be sent into its body.
      const inBody = /http-equiv="refresh" content="\d+;url=([^"]*)"|NEXT_REDIRECT;\w+;([^;]*);/.exec(text);
      const said = text.startsWith('{"url"') ? (JSON.parse(text) as { url: string }).url : null;
      for (const target of [location, inBody?.[1], inBody?.[2], said])
        if (target != null)
          expect([value, i, new URL(target, tested.url).origin]).toEqual([value, i, tested.url]);
    }
  }
}, 240_000);
