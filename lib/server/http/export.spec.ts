import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FULL } from "../../testing/sample.ts";
import * as downloads from "../testing/downloads.ts";
import { firstBytes } from "../testing/downloads.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

const KEY = "7c9e4b21";
const PASSWORD = "correct horse battery";
let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  // Faster than the live limit allows: the suite should not wait for the budget.
  tested = await startTested({ events: 12_000 }, [], { AUDIT_UPSTREAM_RPS: "2000" });
  cookie = await tested.signIn();
});
afterAll(() => tested?.stop());

const begin = (path: string, as: string) => downloads.begin(tested, path, as);
const statusOf = (id: string, as = cookie) => downloads.statusOf(tested, id, as);
const ended = (id: string, as = cookie) => downloads.ended(tested, id, as);

describe("a download", () => {
  it.each([
    ["csv", "text/csv; charset=utf-8"],
    ["ndjson", "application/x-ndjson; charset=utf-8"],
    ["json", "application/json; charset=utf-8"],
  ])("%s: the headers of a file, the receipt named, the bytes that it tells", async (format, type) => {
    const id = randomUUID();
    const path = `/api/events/export?window=30d&format=${format}&export_id=${id}`;
    const answer = await tested.ask(path, cookie);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": type,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      link: `</api/exports/${id}>; rel="describedby"`,
      "content-disposition": expect.stringMatching(
        new RegExp(`^attachment; filename="acme-production-\\d{8}T\\d{6}Z-\\d{8}T\\d{6}Z\\.${format}"$`),
      ),
    });
    const status = await statusOf(id);
    const { text } = answer;
    expect(status).toMatchObject({
      state: "done",
      bytes: Buffer.byteLength(text),
      sha256: createHash("sha256").update(text).digest("hex"),
      receipt: { complete: true, counted: status.count, served: "live" },
    });
    const head = await tested.ask(path, cookie, { method: "HEAD" });
    expect(head).toMatchObject({ status: 200, text: "" });
    expect(head.headers).toMatchObject({ "content-type": type });
    expect(head.headers.link).toBeUndefined();
  });

  it("an id is made where none is given", async () => {
    const { headers } = await tested.ask("/api/events/export?window=1h&format=csv", cookie);
    const id = /^<\/api\/exports\/([\w-]{36})>/.exec(String(headers.link))![1]!;
    expect(await statusOf(id)).toMatchObject({ id, state: "done" });
  });

  it("a head begins nothing", async () => {
    const id = randomUUID();
    tested.simulator.clearCalls();
    const path = `/api/events/export?format=csv&export_id=${id}`;
    expect((await tested.ask(path, cookie, { method: "HEAD" })).status).toBe(200);
    expect(tested.simulator.calls()).toEqual([]);
    expect((await tested.ask(`/api/exports/${id}`, cookie)).status).toBe(404);
  });

  it("an upstream that fails in the middle: the connection breaks off, the file never ends orderly", async () => {
    const id = randomUUID();
    tested.simulator.setFaults([
      { match: { path: "list", page: 9 }, fault: { kind: "status", status: 503 } },
    ]);
    const reply = await begin(`/api/events/export?account=${KEY}&format=ndjson&export_id=${id}`, cookie);
    expect(reply.statusCode).toBe(200);
    const end = await new Promise((done) => {
      reply.on("data", () => {});
      reply.on("end", () => done("end"));
      reply.on("error", () => done("error"));
    });
    tested.simulator.clearFaults();
    expect(end).toBe("error");
    expect(await statusOf(id)).toMatchObject({ state: "failed", problem: { code: "upstream_unavailable" } });
  });
});

describe("who may", () => {
  it("a viewer may not export; others may neither read nor cancel; an admin may both", async () => {
    await tested.user(["add", "looker", "--role", "viewer"], PASSWORD);
    await tested.user(["add", "second", "--role", "analyst"], PASSWORD);
    await tested.user(["add", "chief", "--role", "admin"], PASSWORD);
    const [looker, second, chief] = await Promise.all(
      ["looker", "second", "chief"].map((name) => tested.signIn(name, PASSWORD)),
    );
    tested.simulator.clearCalls();
    for (const method of ["GET", "HEAD"])
      expect((await tested.ask("/api/events/export?format=csv", looker, { method })).status).toBe(403);
    expect((await tested.ask("/api/events/export?format=csv", looker)).json()).toMatchObject({
      code: "forbidden",
    });
    expect(tested.simulator.calls()).toEqual([]);

    const id = randomUUID();
    const reply = await begin(`/api/events/export?account=${KEY}&format=json&export_id=${id}`, cookie);
    await firstBytes(reply);
    for (const method of ["GET", "DELETE"])
      expect((await tested.ask(`/api/exports/${id}`, second, { method })).json()).toMatchObject({
        code: "not_found",
      });
    expect(await statusOf(id, chief)).toMatchObject({ state: "running", reader: "demo" });
    const cancelled = await tested.ask(`/api/exports/${id}`, chief, { method: "DELETE" });
    expect(cancelled.json()).toMatchObject({ state: "aborted", sha256: null });
    reply.destroy();
    await tested.user(["disable", "second"]);
  });

  it.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("a page of another site cancels nothing: %j", async (headers) => {
    const { headers: told } = await tested.ask("/api/events/export?window=1h&format=csv", cookie);
    const path = /<(.*)>/.exec(String(told.link))![1]!;
    const answer = await tested.ask(path, cookie, { method: "DELETE", headers });
    expect(answer.json()).toMatchObject({ status: 403, code: "cross_origin" });
    const own = { origin: tested.url, "sec-fetch-site": "same-origin" };
    expect((await tested.ask(path, cookie, { method: "DELETE", headers: own })).status).toBe(200);
  });

  it("only what is offered, and no parameter that is not", async () => {
    for (const method of ["POST", "PUT", "PATCH", "OPTIONS"]) {
      const answer = await tested.ask("/api/exports/x", cookie, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe("GET, HEAD, DELETE");
    }
    expect((await tested.ask("/api/exports/x?y=1", cookie)).json()).toMatchObject({ field: "y" });
    for (const field of ["page", "size"])
      expect((await tested.ask(`/api/events/export?format=csv&${field}=1`, cookie)).json()).toMatchObject({
        status: 400,
        field,
      });
  });
});

describe("many at once", () => {
  const rss = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${tested.pid}/status`, "utf8"))![1]) / 1024;
  let cookies: string[];
  beforeAll(async () => {
    cookies = [];
    for (let i = 0; i < 7; i++) {
      await tested.user(["add", `many-${i}`, "--role", "analyst"], PASSWORD);
      cookies.push(await tested.signIn(`many-${i}`, PASSWORD));
    }
  });

  it("twenty: each whole, and the memory stays within bounds", async () => {
    const idle = rss();
    let most = idle;
    const watch = setInterval(() => (most = Math.max(most, rss())), 20);
    const sums = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const id = randomUUID();
        const as = cookies[i % 7]!;
        const format = ["csv", "ndjson", "json"][i % 3]!;
        const reply = await begin(`/api/events/export?account=${KEY}&format=${format}&export_id=${id}`, as);
        expect(reply.statusCode).toBe(200);
        const hash = createHash("sha256");
        for await (const part of reply) hash.update(part as Buffer);
        const { state, sha256, count, total } = await statusOf(id, as);
        expect({ state, sha256, count }).toEqual({ state: "done", sha256: hash.digest("hex"), count: total });
        return count;
      }),
    );
    clearInterval(watch);
    expect(Math.min(...sums)).toBeGreaterThan(9000);
    console.log(
      `20 exports of ${sums[0]} events at once: ${Math.round(most - idle)} MB above ${Math.round(idle)} MB`,
    );
    expect(most - idle).toBeLessThan(300);
  }, 120_000);

  it("a fourth of one reader is refused, and its page can learn why", async () => {
    const as = cookies[0]!;
    const open = await Promise.all(
      [1, 2, 3].map(async () => {
        const reply = await begin(`/api/events/export?account=${KEY}&format=csv`, as);
        await firstBytes(reply);
        return reply;
      }),
    );
    const answer = await tested.ask("/api/events/export?format=csv&export_id=one-too-many", as);
    expect(answer.json()).toMatchObject({ status: 429, code: "too_many_exports" });
    expect(await statusOf("one-too-many", as)).toMatchObject({
      state: "failed",
      problem: { code: "too_many_exports" },
    });
    for (const reply of open) reply.destroy();
  });

  it("browsers that leave: none goes on, no call goes on, every place is free again", async () => {
    const leavers = FULL ? 100 : 20;
    for (let done = 0; done < leavers; done += 10)
      await Promise.all(
        Array.from({ length: 10 }, async (_, i) => {
          const id = `left-${done + i}`;
          const as = cookies[i % 7]!;
          const reply = await begin(`/api/events/export?account=${KEY}&format=csv&export_id=${id}`, as);
          reply.on("error", () => {});
          await firstBytes(reply);
          reply.destroy();
          expect(await ended(id, as)).toMatchObject({ state: "aborted", sha256: null });
        }),
      );
    const calls = tested.simulator.calls().length;
    await new Promise((done) => setTimeout(done, 300));
    expect(tested.simulator.calls().length).toBe(calls);
    const again = await tested.ask("/api/events/export?window=1h&format=csv", cookies[0]);
    expect(again.status).toBe(200);
  }, 120_000);

  it("a reader that takes nothing holds the reading up, and a cancel frees its place", async () => {
    const as = cookies[1]!;
    const id = randomUUID();
    const reply = await begin(`/api/events/export?account=${KEY}&format=json&export_id=${id}`, as);
    reply.on("error", () => {});
    await firstBytes(reply);
    await new Promise((done) => setTimeout(done, 1500));
    const { state, count, total } = await statusOf(id, as);
    expect({ state, total }).toEqual({ state: "running", total: expect.any(Number) });
    expect(count).toBeLessThan(total!);
    expect((await tested.ask(`/api/exports/${id}`, as, { method: "DELETE" })).json()).toMatchObject({
      state: "aborted",
    });
    reply.destroy();
  });
});

it("an id is one export's", async () => {
  const path = "/api/events/export?window=7d&format=csv&export_id=once";
  expect((await tested.ask(path, cookie)).status).toBe(200);
  expect((await tested.ask(path, cookie)).json()).toMatchObject({ status: 400, field: "export_id" });
});
