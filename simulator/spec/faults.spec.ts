import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Fault, FaultMatch } from "../index";
import { Reader, type Page } from "./client";

let reader: Reader;
beforeAll(async () => (reader = await Reader.start({ events: 1500, admin: true })));
afterAll(() => reader.simulator.close());
afterEach(() => reader.simulator.clearFaults());

const play = (fault: Fault, match?: FaultMatch) =>
  reader.simulator.setFaults([{ fault, ...(match && { match }) }]);

/** All bytes that come back on a raw socket, and how it ended. */
function raw(path: string): Promise<{ head: string; body: Buffer; ended: "end" | "reset" }> {
  const { hostname, port } = new URL(reader.simulator.url);
  const { apiKey, apiSecret } = reader.account;
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const done = (ended: "end" | "reset") => {
      const all = Buffer.concat(parts);
      const split = all.indexOf("\r\n\r\n");
      resolve({ head: all.subarray(0, Math.max(0, split)).toString(), body: all.subarray(split + 4), ended });
    };
    const socket = connect(Number(port), hostname, () => {
      const basic = Buffer.from(`${apiKey}:${apiSecret}`).toString("base64");
      socket.write(
        `GET /beta/audit${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic ${basic}\r\n\r\n`,
      );
    });
    socket.on("data", (part: Buffer) => parts.push(part));
    socket.on("end", () => done("end"));
    socket.on("error", () => done("reset"));
  });
}

const declared = (head: string) => Number(/content-length: (\d+)/i.exec(head)?.[1]);

describe("transport faults", () => {
  it("status: any code, with a published body unless given another, and headers", async () => {
    play({ kind: "status", status: 429, headers: { "retry-after": "7" } });
    const throttled = await reader.fetch("/events");
    expect([throttled.status, throttled.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(await throttled.json()).toMatchObject({ status: 429, error: "Too Many Requests" });
    play({ kind: "status", status: 403, body: "<b>throttled</b>", contentType: "text/html" });
    const html = await reader.fetch("/events");
    expect([html.status, html.headers.get("content-type"), await html.text()]).toEqual([
      403,
      "text/html",
      "<b>throttled</b>",
    ]);
  });

  it("hang: nothing ever comes", async () => {
    play({ kind: "hang" });
    await expect(reader.fetch("/events", { signal: AbortSignal.timeout(300) })).rejects.toThrow();
    await expect.poll(() => reader.simulator.calls().at(-1)).toMatchObject({ status: null, aborted: true });
  });

  it("slowHeaders: the head comes late, the answer whole", async () => {
    play({ kind: "slowHeaders", ms: 250 });
    const began = performance.now();
    expect(await reader.total()).toBe(1140);
    expect(performance.now() - began).toBeGreaterThanOrEqual(245);
  });

  it("drip: the head at once, the body at its rate", async () => {
    const whole = (await (await reader.fetch("/events?size=1")).arrayBuffer()).byteLength;
    play({ kind: "drip", bytesPerSecond: 3000 });
    const began = performance.now();
    const response = await reader.fetch("/events?size=1");
    expect(performance.now() - began).toBeLessThan(200);
    expect((await response.arrayBuffer()).byteLength).toBe(whole);
    expect(performance.now() - began).toBeGreaterThan((whole / 3000) * 700);
  });

  it("reset: before anything, or after some bytes", async () => {
    play({ kind: "reset" });
    expect(await raw("/events")).toMatchObject({ head: "", ended: "reset" });
    play({ kind: "reset", afterBytes: 40 });
    const { body, head, ended } = await raw("/events");
    expect([body.length, ended]).toEqual([40, "reset"]);
    expect(declared(head)).toBeGreaterThan(40);
  });

  it.each([0, 1, 100, 5000])("cut at %i: a shorter body than declared, politely closed", async (at) => {
    play({ kind: "cut", at });
    const { body, head, ended } = await raw("/events");
    expect([body.length, ended]).toEqual([at, "end"]);
    expect(declared(head)).toBeGreaterThan(5000);
    await expect(reader.list()).rejects.toThrow();
  });

  it.each([-5, 5])("wrongLength: declares %i bytes more than it sends", async (delta) => {
    play({ kind: "wrongLength", delta });
    const { body, head } = await raw("/events?size=2");
    expect(declared(head)).toBe(body.length + delta);
  });

  it("gzipBomb: little on the wire, many megabytes of legal JSON", async () => {
    play({ kind: "gzipBomb", mb: 12 });
    const { body, head } = await raw("/events");
    expect(head).toMatch(/content-encoding: gzip/i);
    expect(body.length).toBeLessThan(100_000);
    const text = await (await reader.fetch("/events")).text();
    expect(text.length).toBeGreaterThan(12 * 1024 * 1024);
    expect((JSON.parse(text) as Page).page.totalElements).toBe(0);
  });

  it.each([
    ["<html>Bad gateway</html>", "text/html"],
    ["", "application/json"],
    ['{"page":', "application/json"],
  ])("body: %j as %s, with status 200", async (text, contentType) => {
    play({ kind: "body", text, contentType });
    const response = await reader.fetch("/events");
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      contentType,
      text,
    ]);
  });

  it("body: any bytes by base64, a BOM or broken UTF-8 among them", async () => {
    play({ kind: "body", base64: "77u/e30=" });
    expect([...new Uint8Array(await (await reader.fetch("/events")).arrayBuffer())]).toEqual([
      0xef, 0xbb, 0xbf, 0x7b, 0x7d,
    ]);
  });

  it("options204: nothing in place of the types", async () => {
    play({ kind: "options204" }, { path: "types" });
    const response = await reader.fetch("/events", { method: "OPTIONS" });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect((await reader.fetch("/events")).status).toBe(200);
  });

  it("redirect: to wherever", async () => {
    play({ kind: "redirect", location: "http://127.0.0.1:9/x", status: 307 });
    const response = await reader.fetch("/events");
    expect([response.status, response.headers.get("location")]).toEqual([307, "http://127.0.0.1:9/x"]);
  });
});

describe("data faults", () => {
  const page = async (number: number, size = 10) =>
    (await reader.list({ page: number, size }))._embedded!.events.map(({ id }) => id);

  it("duplicate: the last event of the page before comes again", async () => {
    const [first, second] = [await page(1), await page(2)];
    play({ kind: "duplicate" }, { page: 2 });
    expect(await page(1)).toEqual(first);
    expect(await page(2)).toEqual([first.at(-1), ...second.slice(0, -1)]);
  });

  it("shift: new events move the pages", async () => {
    const [first, total] = [await page(1), await reader.total()];
    play({ kind: "shift", n: 3 }, { page: 2, times: 1 });
    expect((await page(2)).slice(0, 3)).toEqual(first.slice(-3));
    expect(await reader.total()).toBe(total + 3);
  });

  it("late: events arrive with an older time", async () => {
    const window = { date_from: "2026-11-21T22:00:00", date_to: "2026-11-21T22:40:00" };
    const before = await reader.total(window);
    play({ kind: "late", n: 2, secondsAgo: 1800 }, { times: 1 });
    expect(await reader.total(window)).toBe(before + 2);
    expect(await reader.total(window)).toBe(before + 2);
  });

  it("mutate: other text for one event, whole or in part", async () => {
    const { account_id: _, ...others } = (await reader.list({ size: 3 }))._embedded!.events[1]!;
    play({ kind: "mutate", index: 1, replaceText: '{"odd":12345678901234567890}' });
    expect(await (await reader.fetch("/events?size=3")).text()).toContain(',{"odd":12345678901234567890},');
    play({ kind: "mutate", index: 1, find: '"account_id":"7c9e4b21",', replaceText: "" });
    const { events } = (await reader.list({ size: 3 }))._embedded!;
    expect(events[1]).toEqual(others);
    expect(events[0]).toHaveProperty("account_id");
  });
});

describe("a script", () => {
  it("matches by account, method, operation and page", async () => {
    const statuses = async (match: FaultMatch) => {
      play({ kind: "status", status: 503 }, match);
      const answers = [
        await reader.fetch("/events"),
        await reader.fetch("/events?page=2"),
        await reader.fetch("/events", { method: "OPTIONS" }),
        await reader.fetch("/events/x"),
        await reader.other().fetch("/events"),
      ];
      return answers.map(({ status }) => status);
    };
    expect(await statuses({ account: "7c9e4b21" })).toEqual([503, 503, 503, 503, 200]);
    expect(await statuses({ account: "Acme EMEA" })).toEqual([200, 200, 200, 404, 503]);
    expect(await statuses({ method: "options" })).toEqual([200, 200, 503, 404, 200]);
    expect(await statuses({ path: "list" })).toEqual([503, 503, 200, 404, 503]);
    expect(await statuses({ path: "event" })).toEqual([200, 200, 200, 503, 200]);
    expect(await statuses({ page: 2 })).toEqual([200, 503, 200, 404, 200]);
  });

  it("counts: the n-th, the first k, k from the n-th", async () => {
    const statuses = async (match: FaultMatch) => {
      play({ kind: "status", status: 500 }, match);
      const seen: number[] = [];
      for (let i = 0; i < 5; i += 1) seen.push((await reader.fetch("/events")).status);
      return seen;
    };
    expect(await statuses({ nth: 2 })).toEqual([200, 500, 200, 200, 200]);
    expect(await statuses({ times: 2 })).toEqual([500, 500, 200, 200, 200]);
    expect(await statuses({ nth: 3, times: 2 })).toEqual([200, 200, 500, 500, 200]);
    expect(await statuses({})).toEqual([500, 500, 500, 500, 500]);
  });

  it("lets data faults add up and the first transport fault win", async () => {
    const first = (await reader.list({ size: 2 }))._embedded!.events;
    reader.simulator.setFaults([
      { fault: { kind: "slowHeaders", ms: 1 } },
      { fault: { kind: "status", status: 500 } },
      { match: { page: 2 }, fault: { kind: "duplicate" } },
      { fault: { kind: "mutate", index: 1, replaceText: '{"id":"made"}' } },
    ]);
    const { events } = (await reader.list({ size: 2, page: 2 }))._embedded!;
    expect(events.map(({ id }) => id)).toEqual([first[1]!["id"], "made"]);
  });
});
