import { createHmac } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtPages, builtRoutes, pathOf } from "../testing/built-routes.ts";
import { type Answer, startTested, type TestedConsole } from "../testing/running-console.ts";

/** Routes that change something, and are asked by POST alone. */
const ACTS = ["/api/archive/[act]"];
/** Routes that answer without a session, each on purpose. */
const OPEN = ["/api/auth/[...nextauth]", "/api/health"];
/** What a route offers beside reading; by its path as it is asked here. */
const CHANGES: Record<string, readonly string[]> = {
  "/api/archive/discrepancies": ["POST", "DELETE"],
  "/api/exports/5040cd5c-277a-4b64-8d97-3ad068183ff7": ["DELETE"],
};
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

let tested: TestedConsole;
let routes: string[];
beforeAll(async () => {
  tested = await startTested();
  routes = builtRoutes();
});
afterAll(() => tested?.stop());

const guardedPaths = () => routes.filter((route) => !OPEN.includes(route)).map((route) => pathOf(route));

function expectProblem(answer: Answer, status: number, code: string, method = "GET") {
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
  const id = answer.headers["x-request-id"];
  expect(id).toMatch(/^[0-9a-f]{8}$/);
  if (method === "HEAD") return expect(answer.text).toBe("");
  expect(answer.json()).toEqual({
    type: `urn:audit-console:problem:${code}`,
    title: expect.stringMatching(/\w/),
    status,
    detail: expect.stringMatching(/\w.*\.$/),
    code,
    requestId: id,
  });
}

it("the build's routes are found, and none of them is dynamic in a way this does not know", () => {
  expect(routes).toEqual(expect.arrayContaining([...OPEN, "/api/events", "/api/events/[id]/history"]));
  expect(guardedPaths().filter((path) => path.includes("["))).toEqual([]);
});

describe("without a session that holds", () => {
  const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { sub: "demo", sid: "s", exp: 4_102_444_800, iat: 1 };
  const none = `${base64({ alg: "none", typ: "JWT" })}.${base64(claims)}.`;
  const head = `${base64({ alg: "HS256", typ: "JWT" })}.${base64(claims)}`;
  const hmac = `${head}.${createHmac("sha256", "secret").update(head).digest("base64url")}`;
  const cookie = (token: string) => `next-auth.session-token=${token}`;

  const states: Record<string, () => Promise<string | undefined>> = {
    "no cookie": async () => undefined,
    "an empty cookie": async () => cookie(""),
    "a word": async () => cookie("session"),
    "alg none": async () => cookie(none),
    "signed with a guess": async () => cookie(hmac),
    "one byte altered": async () => {
      const real = await tested.signIn();
      const at = real.length - 12;
      return real.slice(0, at) + (real[at] === "A" ? "B" : "A") + real.slice(at + 1);
    },
    "cut short": async () => (await tested.signIn()).slice(0, -20),
    "under another name": async () => (await tested.signIn()).replace("next-auth.", "__Secure-next-auth."),
    "signed out": async () => {
      const real = await tested.signIn();
      expect((await tested.ask("/api/events?size=1", real)).status).toBe(200);
      await tested.signOut(real);
      return real;
    },
    "of a disabled user": async () => {
      await tested.user(["add", "leaver", "--role", "analyst"], "correct horse battery");
      const real = await tested.signIn("leaver", "correct horse battery");
      expect((await tested.ask("/api/events?size=1", real)).status).toBe(200);
      await tested.user(["disable", "leaver"]);
      return real;
    },
    "of a user who was removed": async () => {
      await tested.user(["add", "gone", "--role", "admin"], "correct horse battery");
      const real = await tested.signIn("gone", "correct horse battery");
      await tested.user(["remove", "gone"]);
      return real;
    },
    "idle too long": () => aged("last_seen_at = last_seen_at - 3600001"),
    "too old, however busy": () => aged("created_at = created_at - 43200001"),
    "encrypted with another secret": async () =>
      cookie(await encode({ token: { sub: "demo", sid: "s" }, secret: "another secret of the same length" })),
  };

  /** A session whose times were moved in the store. */
  async function aged(change: string): Promise<string> {
    const real = await tested.signIn();
    expect((await tested.ask("/api/events?size=1", real)).status).toBe(200);
    const store = new DatabaseSync(join(tested.dataDir, "console.db"));
    store.exec(`update sessions set ${change} where created_at = (select max(created_at) from sessions)`);
    store.close();
    return real;
  }

  it("is 12 states and more, and 7 methods", () => {
    expect(Object.keys(states).length).toBeGreaterThanOrEqual(12);
    expect(METHODS).toHaveLength(7);
  });

  it.each(Object.keys(states))(
    "%s: 401 at every route by every method, for no upstream call",
    async (state) => {
      const sent = await states[state]?.();
      tested.simulator.clearCalls();
      for (const path of guardedPaths())
        for (const method of METHODS) {
          const answer = await tested.ask(path, sent, { method });
          expectProblem(answer, 401, "unauthorized", method);
        }
      // Pages lead to the sign-in page, and from there back; none tells more.
      for (const page of builtPages().filter((path) => path !== "/sign-in")) {
        const path = pathOf(page);
        const { status, headers, text } = await tested.ask(path, sent);
        expect([path, status]).toEqual([path, 307]);
        const { pathname, searchParams } = new URL(headers.location ?? "", tested.url);
        expect([path, pathname]).toEqual([
          path,
          path === "/" && sent?.includes("next-auth.session") ? expect.any(String) : "/sign-in",
        ]);
        if (pathname === "/sign-in")
          expect(searchParams.get("callbackUrl")).toBe(path === "/" ? "/events" : path);
        expect(text).not.toMatch(/Acme|data-event-id/);
      }
      expect(tested.simulator.calls()).toEqual([]);
    },
  );

  it("the answer is the same whatever is asked: it tells nothing of accounts, events or parameters", async () => {
    const bodies = new Set<string>();
    for (const path of [
      "/api/events",
      "/api/events?account=nobody",
      "/api/events?page=0",
      "/api/events/x",
      "/api/nothing",
    ])
      bodies.add((await tested.ask(path)).text.replace(/"requestId":"\w+"/, ""));
    expect(bodies.size).toBe(1);
  });
});

describe("with a session", () => {
  it("every route refuses what it does not offer, says what it does, and asks nothing", async () => {
    const cookie = await tested.signIn();
    tested.simulator.clearCalls();
    const acts = ACTS.map((act) => pathOf(act));
    const closed = guardedPaths().filter((path) => !path.includes("no/such") && !acts.includes(path));
    for (const path of [...closed, "/api/health"]) {
      const offered = ["GET", "HEAD", ...(CHANGES[path] ?? [])];
      for (const method of METHODS.filter((one) => !offered.includes(one))) {
        const answer = await tested.ask(path, cookie, { method });
        expectProblem(answer, 405, "method_not_allowed");
        expect(answer.headers.allow).toBe(offered.join(", "));
      }
    }
    for (const path of acts)
      for (const method of METHODS.filter((one) => one !== "POST")) {
        const answer = await tested.ask(path, cookie, { method });
        expectProblem(answer, 405, "method_not_allowed", method);
        expect(answer.headers.allow).toBe("POST");
      }
    expect(tested.simulator.calls()).toEqual([]);
  });

  it("what changes something is refused to pages of other sites before anything else, and to others than admins", async () => {
    const cookie = await tested.signIn();
    tested.simulator.clearCalls();
    for (const path of [...ACTS.map((act) => pathOf(act)), "/api/archive/nothing"]) {
      const strange: Record<string, string>[] = [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site", origin: tested.url },
      ];
      for (const headers of strange)
        expectProblem(await tested.ask(path, cookie, { method: "POST", headers }), 403, "cross_origin");
    }
    for (const headers of [{}, { origin: tested.url, "sec-fetch-site": "same-origin" }])
      for (const path of [
        ...ACTS.map((act) => pathOf(act)),
        `${ACTS.map((act) => pathOf(act))[0]}?nonsense=1`,
      ])
        expectProblem(await tested.ask(path, cookie, { method: "POST", headers }), 403, "forbidden");
    expect(tested.simulator.calls()).toEqual([]);
  });

  it.each(["TRACE", "PROPFIND", "PURGE", "LOCK"])("%s is refused everywhere, pages too", async (method) => {
    const cookie = await tested.signIn();
    for (const path of ["/", "/events", "/api/events", "/api/auth/csrf", "/api/health"]) {
      const answer = await tested.ask(path, cookie, { method });
      expectProblem(answer, 405, "method_not_allowed");
    }
  });

  it("HEAD has GET's head and no body", async () => {
    const cookie = await tested.signIn();
    for (const path of ["/api/events", "/api/event-types", "/api/health"]) {
      const answer = await tested.ask(path, cookie, { method: "HEAD" });
      expect(answer).toMatchObject({ status: 200, text: "" });
      expect(answer.headers).toMatchObject({
        "content-type": "application/json; charset=utf-8",
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      });
    }
  });

  it.each([
    "/api/nothing",
    "/api/events/a/b",
    "/api/event-types/x",
    "/api/%zz",
    "/api/health/x",
    "/api/EVENTS",
  ])("%s is 404 in the API's own language", async (path) =>
    expectProblem(await tested.ask(path, await tested.signIn()), 404, "not_found"),
  );

  it("an answer of the API is never kept, never sniffed, and carries its id", async () => {
    const cookie = await tested.signIn();
    const ids = new Set<unknown>();
    for (const path of ["/api/events", "/api/event-types", "/api/health", "/api/events?size=1"]) {
      const { status, headers } = await tested.ask(path, cookie);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      });
      expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{8}$/);
      ids.add(headers["x-request-id"]);
    }
    expect(ids.size).toBe(4);
  });
});
