import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, startTested, type TestedConsole } from "../testing/running-console.ts";

let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  tested = await startTested({ events: 60 });
  cookie = await tested.signIn();
});
afterAll(() => tested?.stop());

const EVIL = "forged-7f3.example";

/** Headers by which a request could pass for something else: for Next's own, for one from elsewhere, for somebody. */
const HEADERS: Record<string, string>[] = [
  { "x-middleware-subrequest": "proxy" },
  { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-middleware-subrequest-id": "1" },
  { "x-middleware-next": "1" },
  { "x-middleware-rewrite": "/events" },
  { "x-middleware-invoke": "1" },
  { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "next-auth.session-token=x" },
  { "x-middleware-set-cookie": "next-auth.session-token=x" },
  { "x-nonce": "forged-7f3", "content-security-policy": "script-src *" },
  { "x-audit-path": `//${EVIL}/`, "x-audit-csrf": "forged-7f3" },
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%5D" },
  { "next-action": "0".repeat(42), "content-type": "text/plain" },
  { "next-url": "/events" },
  { "x-nextjs-data": "1" },
  { "x-nextjs-matched-path": "/events" },
  { "x-matched-path": "/events" },
  { "x-invoke-path": "/events", "x-invoke-status": "200" },
  { "x-invoke-query": "%7B%7D", "x-invoke-output": "/events" },
  { "x-prerender-revalidate": "1" },
  { "x-now-route-matches": "1=events" },
  { "x-vercel-id": "x", "x-forwarded-for": "127.0.0.1" },
  { host: EVIL },
  { host: `127.0.0.1@${EVIL}` },
  { "x-forwarded-host": EVIL, "x-forwarded-proto": "https", "x-forwarded-port": "443" },
  { forwarded: `host=${EVIL};proto=https;for=127.0.0.1` },
  { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", "x-client-ip": "127.0.0.1" },
  { "x-original-url": "/api/health", "x-rewrite-url": "/api/health" },
  { "x-http-method-override": "GET", "x-method-override": "GET" },
  { authorization: "Bearer x" },
  { authorization: `Basic ${Buffer.from("demo:demo").toString("base64")}` },
  { "x-user": "demo", "x-remote-user": "demo", "remote-user": "demo", "x-auth-request-user": "demo" },
  { cookie: "__Secure-next-auth.session-token=x; __Host-next-auth.session-token=x; session=demo" },
  { purpose: "prefetch", "sec-purpose": "prefetch" },
  { upgrade: "websocket", connection: "upgrade" },
  { range: "bytes=0-10", "if-none-match": "*" },
  { accept: "text/x-component" },
  { "transfer-encoding": "identity" },
];

/** What is answered before anyone looks at it. */
const isNoHttp = (headers: Record<string, string>) => "upgrade" in headers || "transfer-encoding" in headers;

/** Paths that might be read as another one by somebody on the way. */
const PATHS = [
  "//events", "///api/events", "/./api/events", "/api/./events", "/api//events", "/api/../api/events", "/api/health/../events",
  "/api/health/..%2fevents", "/api/health%2f..%2fevents", "/api%2fevents", "/%61pi/events", "/api/%65vents", "/API/events", "/Api/Events",
  "/api/events/", "/api/events//", "/api/events;x=1", "/api/events%00", "/api/events%20", "/api/events.json", "/api/events.rsc", "/events.rsc",
  "/events.txt", "/events.segments/_tree.segment.rsc", "/index.rsc", "/_next/data/x/events.json", "/_next/image?url=/api/events&w=64&q=75",
  "/_next/static/../../api/events", "/_next/static/..%2f..%2fapi/events", "/icon.svg/../api/events", "/icon.svg%2f..%2fapi/events",
  "/sign-in/../events", "/sign-in%2f..%2fevents", "/api/auth/../events", "/api/auth/..%2fevents", "\\events", "/\\api\\events", "/events%5c..",
  "http://127.0.0.1/api/events", `http://${EVIL}/api/events`, "/events?_rsc=1", "/api/events?_rsc=1", "/events/_next/static/x",
  "/.env", "/.data/console.db", "/..%2f..%2f.data/console.db", "/_next/../.data/nextauth-secret", "/package.json", "/server.js", "/_next/server/app/page.js",
]; // prettier-ignore

/** Nothing that only a reader may have: no event, no account, no key, no setting. */
function expectNothing(what: unknown, { status, text, headers }: Answer) {
  const told = `${JSON.stringify(headers)}${text}`;
  for (const { name, apiKey, apiSecret } of tested.simulator.accounts)
    for (const word of [name, apiKey, apiSecret])
      expect(told.includes(word), `${JSON.stringify(what)}: ${word}`).toBe(false);
  expect([what, status]).not.toEqual([what, 500]);
  expect(told).not.toMatch(/data-event-id="|"events":\[|NEXTAUTH|apiSecret/);
  expect(headers["set-cookie"]?.join() ?? "").not.toContain("session-token=");
  const { location } = headers;
  if (location !== undefined)
    expect([what, new URL(location, tested.url).origin]).toEqual([what, tested.url]);
}

it("is more than 30 forgeries of each kind", () => {
  expect(HEADERS.length).toBeGreaterThanOrEqual(30);
  expect(PATHS.length).toBeGreaterThanOrEqual(30);
});

describe("without a session", () => {
  it("no header opens a route or a page, or leads elsewhere", async () => {
    tested.simulator.clearCalls();
    for (const headers of HEADERS)
      for (const path of ["/events", "/api/events", "/settings/connection", "/", "/access-log", "/metrics"]) {
        const answer = await tested.ask(path, undefined, { headers });
        expectNothing([headers, path], answer);
        // A page leads to the sign-in page, or is not there; a route refuses. Next sends whoever asks for a page's data without
        // its mark back to the same address, with the mark.
        const { status } = answer;
        const again = "rsc" in headers && status === 307;
        const closed = isNoHttp(headers) ? [400] : /^\/(api|metrics)/.test(path) ? [401] : [307, 404];
        if (!again) expect([headers, path, closed.includes(status)]).toEqual([headers, path, true]);
      }
    expect(tested.simulator.calls()).toEqual([]);
  });

  it("no header makes a form's way in easier", async () => {
    for (const headers of HEADERS) {
      const answer = await tested.ask("/api/auth/callback/credentials", undefined, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
        body: "username=demo&password=demo&json=true",
      });
      if (!("rsc" in headers))
        expect([headers, answer.status]).toEqual([headers, isNoHttp(headers) ? 400 : 403]);
      expectNothing(headers, answer);
    }
  });

  it("no spelling of a path opens one", async () => {
    tested.simulator.clearCalls();
    for (const path of PATHS) {
      const answer = await tested.ask(path);
      expectNothing(path, answer);
      expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status >= 300)]);
    }
    expect(tested.simulator.calls()).toEqual([]);
  });
});

describe("with a session", () => {
  it("no header changes whom an answer is about, where it leads, or what it may run", async () => {
    const own = await tested.ask("/api/auth/session", cookie);
    for (const headers of HEADERS) {
      const more = "cookie" in headers ? `${cookie}; ${headers["cookie"]}` : cookie;
      const { cookie: _, ...rest } = headers;
      const session = await tested.ask("/api/auth/session", more, { headers: rest });
      if (session.status === 200) expect(session.json()).toEqual(own.json());
      const page = await tested.ask("/events", more, { headers: rest });
      expect([headers, page.status]).not.toEqual([headers, 500]);
      expect(page.headers["content-security-policy"] ?? "default-src 'none'").toContain("default-src 'none'");
      expect(`${JSON.stringify(page.headers)}${page.text}`).not.toContain("forged-7f3");
    }
  });

  it("the address in the access record is the connection's, whatever is claimed", async () => {
    await tested.user(["add", "the.admin", "--role", "admin"], "correct horse battery");
    const admin = await tested.signIn("the.admin", "correct horse battery");
    const { records } = (await tested.ask("/api/access-log?size=100", admin)).json<{
      records: { address: string }[];
    }>();
    expect(new Set(records.map(({ address }) => address))).toEqual(new Set(["127.0.0.1"]));
  });
});
