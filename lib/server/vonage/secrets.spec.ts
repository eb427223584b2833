import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { Secret } from "./accounts/secret.ts";
import { checkConnection } from "./check-connection.ts";
import { getEvent } from "./get-event.ts";
import { listEvents } from "./list-events.ts";
import { listTypes } from "./list-types.ts";
import { QUICK, rejection, serve, serveBytes } from "./testing/serve.ts";
import { openUpstream } from "./upstream.ts";

const KEY = "canaryKey7";
const SECRET = "canary+Secret/äö?&=%";
const ENCODINGS = [KEY, SECRET, `${KEY}:${SECRET}`].flatMap((text) => [
  text,
  Buffer.from(text).toString("base64").replace(/=+$/, ""),
  Buffer.from(text).toString("base64url").replace(/=+$/, ""),
  encodeURIComponent(text),
  Buffer.from(text).toString("hex"),
]);

/** Everything that the request carried, in every place where a reply could smuggle it into an error. */
const echo = (request: IncomingMessage) => [
  request.headers.authorization ?? "",
  Buffer.from((request.headers.authorization ?? "").slice(6), "base64").toString(),
];

const faults: ((request: IncomingMessage, response: ServerResponse) => void)[] = [
  ...[400, 401, 403, 404, 418, 429, 500, 503].map(
    (status) => (request: IncomingMessage, response: ServerResponse) => {
      response
        .writeHead(status, { "x-echo": echo(request)[0] })
        .end(JSON.stringify({ message: echo(request) }));
    },
  ),
  (request, response) => void response.end(`{"page":"${echo(request).join()}`),
  (request, response) => void response.end(JSON.stringify({ page: echo(request) })),
  (request, response) =>
    void response.writeHead(302, { location: `http://x/?${encodeURI(echo(request).join())}` }).end(),
  (request, response) => void response.writeHead(429, { "retry-after": echo(request)[0] }).end(),
  (request, response) => void response.writeHead(200, { "content-encoding": echo(request)[0] }).end("x"),
  (request) => void request.socket.resetAndDestroy(),
  () => {},
];

it("are shown by nothing but reveal()", () => {
  const secret = new Secret(SECRET);
  const shown = [
    inspect(secret, { showHidden: true }),
    JSON.stringify({ secret }),
    `${secret}`,
    secret.toString(),
  ];
  expect(shown).toEqual(["[secret]", '{"secret":"[secret]"}', "[secret]", "[secret]"]);
  expect(secret.reveal()).toBe(SECRET);
});

it("stand in no error, log record or inspection, whatever upstream echoes", async () => {
  const logged: unknown[] = [];
  const seen: string[] = [];
  const trial = async (url: string) => {
    const account = { name: "spec", apiKey: KEY, secret: new Secret(SECRET) };
    const log = (...record: unknown[]) => logged.push(record);
    const upstream = openUpstream(account, {
      url,
      zone: "UTC",
      limits: { ...QUICK, headersMs: 60, throttleWaitMs: 50, breakerFailures: 99 },
      log,
    });
    const outcomes = await Promise.all([
      rejection(listEvents(upstream, new URLSearchParams({ search_text: SECRET }))),
      getEvent(upstream, "e-1").catch((error: unknown) => error),
      listTypes(upstream).catch((error: unknown) => error),
      checkConnection(upstream),
    ]);
    for (const outcome of outcomes) {
      seen.push(
        inspect(outcome, { depth: null, showHidden: true, getters: true }),
        JSON.stringify(outcome) ?? "",
        String(outcome),
      );
      if (outcome instanceof Error)
        seen.push(outcome.stack ?? "", inspect(outcome.cause, { depth: null, showHidden: true }));
    }
    await upstream.shared.pool.destroy();
  };
  for (const fault of faults) await trial((await serve(fault)).url);
  await trial(
    await serveBytes((socket) => {
      // No HTTP at all: the parser's error carries the bytes that it choked on.
      socket.write(`${Buffer.from(`${KEY}:${SECRET}`).toString("base64")} ${SECRET} ${KEY}\r\n\r\n`);
    }),
  );
  const shown = [...seen, ...logged.map((record) => JSON.stringify(record))].join("\n").toLowerCase();
  expect(logged.length).toBeGreaterThan(faults.length);
  for (const text of ENCODINGS) expect(shown).not.toContain(text.toLowerCase());
});
