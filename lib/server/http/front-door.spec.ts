import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { installFrontDoor, mendPath } from "./front-door.ts";

it.each([
  ["/events/%zz", "/events/%25zz"],
  ["/%c0%af", "/%25c0%25af"],
  ["/api/events/%?search_text=%zz", "/api/events/%25?search_text=%zz"],
  ["/a%2fb%F0%9F%92%A9", "/a%2fb%F0%9F%92%A9"],
  ["/events?search_text=100%", "/events?search_text=100%"],
  ["/", "/"],
  ["http://evil.example/api/events?a=//b", "/api/events?a=//b"],
  ["HTTPS://user@evil.example:1", "/"],
  ["http://evil.example?a=1", "/?a=1"],
  ["*", "*"],
])("the path of %s goes on as %s", (sent, mended) => {
  expect(mendPath(sent)).toBe(mended);
  expect(() => decodeURIComponent(mended.split("?")[0] ?? "")).not.toThrow();
});

it("says Strict-Transport-Security once where the console is https", async () => {
  installFrontDoor(true);
  const server = createServer((_, response) => void response.end());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const { headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
});

it("closes the connection of whoever asks for another protocol", async () => {
  installFrontDoor(false);
  const server = createServer((_, response) => void response.end());
  server.on("upgrade", () => undefined);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const status = await new Promise((done) => {
    const headers = { connection: "upgrade", upgrade: "websocket" };
    request({ port, headers, agent: false }, (reply) => done(reply.statusCode)).end();
  });
  expect(status).toBe(400);
});

it("answers what no route can, and lets all else through once", async () => {
  installFrontDoor(false);
  installFrontDoor(false);
  const seen: string[] = [];
  const server = createServer((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    response.end("through");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const ask = (method: string, path: string) =>
    new Promise<{ status: number; allow: string | undefined; type: string | undefined; text: string }>(
      (done) => {
        const { port } = server.address() as AddressInfo;
        const sent = request({ port, method, path, agent: false }, (reply) => {
          let text = "";
          reply.on("data", (part) => (text += String(part)));
          reply.on("end", () =>
            done({
              status: reply.statusCode ?? 0,
              allow: reply.headers.allow,
              type: reply.headers["content-type"],
              text,
            }),
          );
        });
        sent.end();
      },
    );

  for (const method of ["TRACE", "PROPFIND", "PURGE"]) {
    const answer = await ask(method, "/api/events");
    expect(answer).toMatchObject({ status: 405, allow: "GET, HEAD" });
    expect(answer.type).toContain("application/problem+json");
    expect(JSON.parse(answer.text)).toMatchObject({ code: "method_not_allowed", status: 405 });
  }
  expect(seen).toEqual([]);
  for (const method of ["GET", "POST", "OPTIONS", "DELETE"])
    expect((await ask(method, "/events/%zz?a=%zz")).text).toBe("through");
  expect(seen).toEqual(["GET", "POST", "OPTIONS", "DELETE"].map((method) => `${method} /events/%25zz?a=%zz`));
});
