import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtPages, builtRoutes, pathOf } from "../testing/built-routes.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

// One account alone, so that a page that asks every account asks one.
const ONLY = { name: "Only", apiKey: "only0001", apiSecret: "not known to the simulator" };
const ASKS_NOBODY = [
  "/",
  "/sign-in",
  "/access-log",
  "/metrics",
  "/api/access-log",
  "/api/health",
  "/api/[...rest]",
];
/** Answered from the archive, or not at all. */
const ARCHIVE =
  /^(\/api)?\/archive|^\/timeline|^\/api\/(events\/(summary|first-seen)|resources|exports)|\/export$/;
const asking = (path: string) =>
  !ASKS_NOBODY.includes(path) && !path.startsWith("/api/auth/") && !ARCHIVE.test(path);

let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  tested = await startTested({ events: 20 }, [ONLY]);
  await tested.user(
    ["add", "reader", "--role", "viewer", "--accounts", ONLY.apiKey],
    "correct horse battery",
  );
  cookie = await tested.signIn("reader", "correct horse battery");
});
afterAll(() => tested?.stop());

const addressOf = (path: string) =>
  path === "/api/events/arrived" ? `${path}?since=2026-01-01T00:00:00Z` : pathOf(path);

describe.each([401, 403])("a key that Vonage refuses with %i", (status) => {
  it.each(builtRoutes().filter(asking))(
    "%s: 502 with its code, for one call, and the reader stays signed in",
    async (path) => {
      tested.simulator.setFaults([{ match: {}, fault: { kind: "status", status } }]);
      tested.simulator.clearCalls();
      const answer = await tested.ask(addressOf(path), cookie);
      expect(answer.status).toBe(502);
      expect(answer.json()).toMatchObject({ code: "upstream_unauthorized", status: 502 });
      expect(answer.headers["set-cookie"]).toBeUndefined();
      expect(tested.simulator.calls()).toHaveLength(1);
      expect((await tested.ask("/api/auth/session", cookie)).text).toContain("reader");
    },
  );

  it.each(builtPages().filter(asking))(
    "%s: a page that names the failure, for one call, and claims nothing",
    async (path) => {
      tested.simulator.setFaults([{ match: {}, fault: { kind: "status", status } }]);
      tested.simulator.clearCalls();
      const { status: answered, text, headers } = await tested.ask(addressOf(path), cookie);
      expect([answered, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
      expect(text).toContain(
        path.startsWith("/settings")
          ? status === 401
            ? "wrong secret"
            : "no access"
          : "upstream_unauthorized",
      );
      expect(text).not.toMatch(/No events|None recorded|data-event-id="/);
      expect(tested.simulator.calls()).toHaveLength(1);
    },
  );
});

it("every route and page that asks Vonage is tried", () => {
  const tried = [...builtRoutes(), ...builtPages()].filter(asking);
  for (const path of [
    "/api/events",
    "/api/events/[id]",
    "/api/events/[id]/history",
    "/api/events/arrived",
    "/api/event-types",
  ])
    expect(tried).toContain(path);
  for (const path of ["/events", "/events/[id]", "/settings/connection"]) expect(tried).toContain(path);
});
