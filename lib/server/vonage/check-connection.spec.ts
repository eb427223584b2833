import type { ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { checkConnection } from "./check-connection.ts";
import { listEvents } from "./list-events.ts";
import { EVENT, listBody, rejection, sendJson, serve, upstreamAt } from "./testing/serve.ts";

it.each<[string, (response: ServerResponse) => unknown]>([
  ["ok", (response) => sendJson(response, listBody([EVENT], 42))],
  ["wrong_secret", (response) => sendJson(response, "{}", 401)],
  ["no_access", (response) => sendJson(response, "{}", 403)],
  ["wrong_url", (response) => sendJson(response, "{}", 404)],
  ["wrong_url", (response) => response.writeHead(302, { location: "http://127.0.0.1:9" }).end()],
  ["throttled", (response) => response.writeHead(429, { "retry-after": "2" }).end()],
  ["malformed", (response) => response.end("<html>")],
  ["unreachable", (response) => response.writeHead(503).end()],
  ["unreachable", (response) => response.socket?.resetAndDestroy()],
  ["unreachable", () => {}],
])("%s", async (state, answer) => {
  const { url, calls } = await serve((_, response) => void answer(response));
  const check = await checkConnection(upstreamAt(url));
  expect(check).toMatchObject({ state, checkedAt: expect.stringMatching(/^\d{4}-.*Z$/) });
  expect(check.detail).toMatch(/^[A-Z].*\.$/);
  expect(check.total).toBe(state === "ok" ? 42 : undefined);
  // One look, not three.
  expect(calls).toHaveLength(1);
});

it("asks past an open breaker, and what it learns is everyone's", async () => {
  let down = true;
  const { url } = await serve((_, response) =>
    down ? response.writeHead(500).end() : sendJson(response, listBody([EVENT])),
  );
  const upstream = upstreamAt(url, { breakerOpenMs: 60_000, breakerMostMs: 60_000 });
  let asked = 0;
  const ask = () => listEvents(upstream, new URLSearchParams({ search_text: String((asked += 1)) }));
  await Promise.all(Array.from({ length: 6 }, () => rejection(ask())));
  down = false;
  expect(await rejection(ask())).toMatchObject({ name: "BreakerOpen" });
  expect((await checkConnection(upstream)).state).toBe("ok");
  expect((await ask()).events).toHaveLength(1);
});
