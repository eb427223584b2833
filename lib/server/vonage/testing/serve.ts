import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { type AddressInfo, type Socket, createServer as createTcpServer } from "node:net";
import { onTestFinished } from "vitest";
import { Secret } from "../accounts/secret.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { type Upstream, openUpstream } from "../upstream.ts";

const ACCOUNT = { name: "spec", apiKey: "abcd1234", secret: new Secret("s3cret of the spec") };

/** The program's durations, a tenth to a twentieth of them, so that a spec takes a second. */
export const QUICK: Partial<Limits> = {
  connectMs: 300,
  headersMs: 400,
  bodyMs: 400,
  errorBodyMs: 200,
  totalMs: 1_000,
  backoffMs: 10,
  throttleWaitMs: 600,
  throttleCapMs: 3_000,
  throttleDefaultMs: 50,
  breakerOpenMs: 100,
  breakerMostMs: 400,
  requestsPerSecond: 1_000,
};

export interface Served {
  readonly url: string;
  /** Methods and paths with queries, in order of arrival. */
  readonly calls: string[];
  /** `performance.now()` of each. */
  readonly times: number[];
  /** Requests whose connection the client ended before the reply was complete. */
  aborted: number;
  close(): Promise<void>;
}

/** A real HTTP server that does as the handler says; ends with the test. */
export async function serve(
  handler: (request: IncomingMessage, response: ServerResponse, call: number) => void,
): Promise<Served> {
  const server = createServer((request, response) => {
    served.calls.push(`${request.method} ${request.url}`);
    served.times.push(performance.now());
    response.on("close", () => {
      if (!response.writableFinished) served.aborted += 1;
    });
    handler(request, response, served.calls.length);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const served: Served = { url: "", calls: [], times: [], aborted: 0, close };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => served.close());
  return Object.assign(served, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/beta/audit`,
  });
}

/** A server below HTTP: what it writes need not be a reply. */
export async function serveBytes(onRequest: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", () => onRequest(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/beta/audit`;
}

export function upstreamAt(url: string, limits: Partial<Limits> = {}, log: Log = () => {}): Upstream {
  const upstream = openUpstream(ACCOUNT, { url, zone: "UTC", limits: { ...QUICK, ...limits }, log });
  onTestFinished(() => upstream.shared.pool.destroy());
  return upstream;
}

export const EVENT =
  '{"id":"e-1","event_type":"APP_CREATE","created_at":"2026-11-20T03:12:09","account_id":"abcd1234","n":9007199254740993}';

export const listBody = (events: readonly string[], total = events.length): string =>
  `{"_embedded":{"events":[${events.join(",")}]},"_links":{"next":{"href":"http://127.0.0.1:9/never"}},` +
  `"page":{"size":30,"number":1,"totalElements":${total},"totalPages":${Math.ceil(total / 30)}}}`;

export function sendJson(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(text);
}

/** What a promise rejects with; fails when it resolves. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => Promise.reject(new Error("It did not reject.")),
    (error: unknown) => error,
  );
