import { describe, expect, it } from "vitest";
import { AuditError } from "../../audit/errors.ts";
import { Deadline } from "./deadline.ts";
import { BreakerOpen, CredentialRefused, Throttled, UpstreamError } from "./errors/index.ts";
import { getEvent } from "./get-event.ts";
import { listEvents } from "./list-events.ts";
import { EVENT, listBody, rejection, sendJson, serve, upstreamAt } from "./testing/serve.ts";

const ALL = new URLSearchParams();
let asked = 0;
/** A question that nobody else is asking: those who ask the same together get one answer. */
const another = () => new URLSearchParams({ search_text: String((asked += 1)) });
const OK = listBody([EVENT]);
const tick = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a refused credential", () => {
  it.each([401, 403])("status %d costs one call and is 502 for the reader", async (status) => {
    const { url, calls } = await serve((_, response) =>
      sendJson(response, '{"message":"An example goes here"}', status),
    );
    const upstream = upstreamAt(url);
    for (const ask of [() => listEvents(upstream, ALL), () => getEvent(upstream, "e-1")]) {
      calls.length = 0;
      const error = (await rejection(ask())) as CredentialRefused;
      expect(error).toBeInstanceOf(CredentialRefused);
      expect([error.code, error.status, error.upstreamStatus]).toEqual([
        "upstream_unauthorized",
        502,
        status,
      ]);
      expect(calls).toHaveLength(1);
    }
  });
});

it("404 on the list is a wrong address, on an id an unknown event; neither is empty", async () => {
  for (const body of [
    '{"status":404,"message":"Event with provided id: x was not found"}',
    "",
    "<h1>Not found</h1>",
  ]) {
    const { url } = await serve((_, response) => sendJson(response, body, 404));
    const upstream = upstreamAt(url);
    expect(((await rejection(listEvents(upstream, ALL))) as AuditError).code).toBe("upstream_not_found");
    expect(await getEvent(upstream, "e-1")).toBeNull();
  }
});

describe("a throttle", () => {
  const in2s = () => new Date(Date.now() + 2_000).toUTCString();
  // Value, and the least time until the next call; `null`: longer than a request waits, so it fails at once.
  const values: [string, () => string | undefined, number | null][] = [
    ["none", () => undefined, 40],
    ["0", () => "0", 0],
    ["-1", () => "-1", 40],
    ["junk", () => "in a while", 40],
    ["1e9", () => "1e9", 40],
    ["empty", () => "", 40],
    ["1.5", () => "1.5", 40],
    ["a date without a zone", () => "2026-11-21T07:54:40", 40],
    ["a past date", () => "Sat, 21 Nov 2020 07:54:40 GMT", 0],
    ["2", () => "2", null],
    ["1000000000", () => "1000000000", null],
    ["a coming date", in2s, null],
  ];

  it("is tried with 12 values of Retry-After", () => expect(values).toHaveLength(12));

  it.each(values)("429 with Retry-After %s", async (_, value, least) => {
    const served = await serve((_request, response, call) => {
      if (call > 1) return sendJson(response, OK);
      const retryAfter = value();
      response.writeHead(429, retryAfter === undefined ? {} : { "retry-after": retryAfter }).end();
    });
    const upstream = upstreamAt(served.url);
    if (least !== null) {
      expect((await listEvents(upstream, ALL)).events).toHaveLength(1);
      expect((served.times[1] ?? 0) - (served.times[0] ?? 0)).toBeGreaterThanOrEqual(least);
      return;
    }
    const started = performance.now();
    const error = (await rejection(listEvents(upstream, ALL))) as Throttled;
    expect(error).toBeInstanceOf(Throttled);
    expect(error.code).toBe("upstream_throttled");
    expect(performance.now() - started).toBeLessThan(300);
    // Capped: nobody is kept away for 31 years.
    expect(error.retryAt - Date.now()).toBeGreaterThan(500);
    expect(error.retryAt - Date.now()).toBeLessThanOrEqual(3_000);
    expect(error.message).toMatch(/after \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/);
    // And nobody calls before the time, whoever asks.
    await Promise.all(Array.from({ length: 5 }, () => rejection(listEvents(upstream, another()))));
    expect(served.calls).toHaveLength(1);
  });

  it("in seconds that fit is waited for, by all who ask meanwhile", async () => {
    const served = await serve((_, response, call) => {
      if (call === 1) response.writeHead(429, { "retry-after": "1" }).end();
      else sendJson(response, OK);
    });
    const upstream = upstreamAt(served.url, { throttleWaitMs: 2_000, totalMs: 3_000 });
    const first = listEvents(upstream, another());
    await tick(200);
    await Promise.all([first, listEvents(upstream, another()), listEvents(upstream, another())]);
    const [at = 0, ...later] = served.times;
    expect(Math.min(...later) - at).toBeGreaterThanOrEqual(995);
  });

  it.each<[string, Record<string, string>, string, boolean]>([
    ["Retry-After", { "retry-after": "0" }, "{}", true],
    ["a body that says throttled", {}, '{"error":"Throttled"}', true],
    ["a body that says rate limit", {}, '{"message":"Rate limit exceeded"}', true],
    ["a body that says too many", {}, "Too Many Requests", true],
    ["a body that says nothing of it", {}, '{"error":"Forbidden","message":"An example goes here"}', false],
  ])("403 with %s", async (_, headers, body, throttle) => {
    const { url, calls } = await serve((_request, response, call) => {
      if (call === 1) response.writeHead(403, headers).end(body);
      else sendJson(response, OK);
    });
    const upstream = upstreamAt(url);
    if (throttle) expect((await listEvents(upstream, ALL)).events).toHaveLength(1);
    else expect(await rejection(listEvents(upstream, ALL))).toBeInstanceOf(CredentialRefused);
    expect(calls).toHaveLength(throttle ? 2 : 1);
  });

  it("is told at once also while all places are taken", async () => {
    const { url } = await serve(() => {});
    const upstream = upstreamAt(url, { connections: 1 });
    const hanging = rejection(listEvents(upstream, another()));
    await tick(30);
    upstream.shared.budget.throttled(performance.now(), 2_000, 50, 3_000);
    const started = performance.now();
    expect(await rejection(listEvents(upstream, another()))).toBeInstanceOf(Throttled);
    expect(performance.now() - started).toBeLessThan(100);
    await hanging;
  });

  it("that never ends is told after three attempts", async () => {
    const { url, calls } = await serve((_, response) => response.writeHead(429).end());
    expect(await rejection(listEvents(upstreamAt(url), ALL))).toBeInstanceOf(Throttled);
    expect(calls).toHaveLength(3);
  });
});

describe("a server that fails", () => {
  it.each([500, 502, 503, 504])("status %d is tried three times", async (status) => {
    const { url, calls } = await serve((_, response) => response.writeHead(status).end());
    const error = (await rejection(listEvents(upstreamAt(url), ALL))) as UpstreamError;
    expect(error.code).toBe("upstream_unavailable");
    expect(error.request).toMatchObject({ method: "GET", path: "/events", account: "spec", attempts: 3 });
    expect(calls).toHaveLength(3);
  });

  it("and recovers is answered", async () => {
    const { url, calls } = await serve((request, response, call) => {
      if (call === 1) response.writeHead(503).end();
      else if (call === 2) request.socket.resetAndDestroy();
      else sendJson(response, OK);
    });
    expect((await listEvents(upstreamAt(url), ALL)).events).toHaveLength(1);
    expect(calls).toHaveLength(3);
  });

  it.each([501, 505, 520])("status %d is not tried again", async (status) => {
    const { url, calls } = await serve((_, response) => response.writeHead(status).end());
    await rejection(listEvents(upstreamAt(url), ALL));
    expect(calls).toHaveLength(1);
  });

  it.each([1, 50, 1_000])("1,000 requests, %d at once, cost few calls", async (atOnce) => {
    const { url, calls } = await serve((_, response) => response.writeHead(500).end());
    const upstream = upstreamAt(url);
    let open = 0;
    for (let done = 0; done < 1_000; done += atOnce) {
      const errors = await Promise.all(
        Array.from({ length: atOnce }, () => rejection(listEvents(upstream, another()))),
      );
      open += errors.filter((error) => error instanceof BreakerOpen).length;
    }
    expect(calls.length).toBeLessThanOrEqual(100);
    expect(open).toBeGreaterThan(800);
  });

  it("that comes back is found by one probe, and all is as before", async () => {
    let down = true;
    const { url, calls } = await serve((_, response) => {
      if (down) response.writeHead(500).end();
      else setTimeout(() => sendJson(response, OK), 50);
    });
    const upstream = upstreamAt(url);
    await Promise.all(Array.from({ length: 9 }, () => rejection(listEvents(upstream, another()))));
    expect(upstream.shared.breaker.state).toBe("open");
    down = false;
    await tick(130);
    calls.length = 0;
    const tries = await Promise.allSettled(Array.from({ length: 9 }, () => listEvents(upstream, another())));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(calls).toHaveLength(1);
    await Promise.all(Array.from({ length: 9 }, () => listEvents(upstream, another())));
  });
});

describe("a caller that leaves", () => {
  it("ends the call upstream at once", async () => {
    const served = await serve(() => {});
    const leaving = new AbortController();
    const left = rejection(listEvents(upstreamAt(served.url), ALL, { signal: leaving.signal }));
    await tick(50);
    leaving.abort(new Error("gone"));
    expect(await left).toMatchObject({ message: "gone" });
    await tick(50);
    expect(served.aborted).toBe(1);
  });

  it("100 of them leave no orphan, and no place taken", async () => {
    let hanging = true;
    const served = await serve((_, response) => void (hanging || sendJson(response, OK)));
    const upstream = upstreamAt(served.url, { connections: 10 });
    await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        const leaving = new AbortController();
        setTimeout(() => leaving.abort(new Error("gone")), 20 + i);
        await rejection(listEvents(upstream, ALL, { signal: leaving.signal }));
      }),
    );
    await tick(50);
    // A busy server hears of calls, and of their end, later than they were made.
    await expect.poll(() => served.calls.length - served.aborted, { timeout: 5_000 }).toBe(0);
    expect(upstream.shared.breaker.state).toBe("closed");
    hanging = false;
    expect((await listEvents(upstream, ALL)).events).toHaveLength(1);
  });

  it("before it began costs no call", async () => {
    const { url, calls } = await serve(() => {});
    await rejection(listEvents(upstreamAt(url), ALL, { signal: AbortSignal.abort(new Error("gone")) }));
    expect(calls).toEqual([]);
  });
});

describe("beside twenty that hang", () => {
  it("another request is served at once", async () => {
    const { url } = await serve((request, response) => {
      if (!request.url?.includes("hang")) sendJson(response, OK);
    });
    const upstream = upstreamAt(url);
    const hanging = Array.from({ length: 20 }, () =>
      rejection(listEvents(upstream, new URLSearchParams("search_text=hang"))),
    );
    await tick(30);
    const started = performance.now();
    expect((await listEvents(upstream, ALL)).events).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(200);
    await Promise.all(hanging);
  });

  it("a hundred more are all answered in time, one way or another", async () => {
    const { url } = await serve(() => {});
    const upstream = upstreamAt(url);
    const started = performance.now();
    const errors = await Promise.all(
      Array.from({ length: 120 }, () => rejection(listEvents(upstream, another()))),
    );
    expect(errors.every((error) => error instanceof UpstreamError)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it("another account notices nothing", async () => {
    const [bad, good] = await Promise.all([serve(() => {}), serve((_, response) => sendJson(response, OK))]);
    const stuck = upstreamAt(bad.url);
    const hanging = Array.from({ length: 50 }, () => rejection(listEvents(stuck, another())));
    const started = performance.now();
    await listEvents(upstreamAt(good.url), ALL);
    expect(performance.now() - started).toBeLessThan(200);
    await Promise.all(hanging);
  });
});

it("a call that had little time left does not count as an outage", async () => {
  const { url } = await serve(() => {});
  const upstream = upstreamAt(url);
  for (let i = 0; i < 9; i++) await rejection(listEvents(upstream, ALL, { deadline: new Deadline(10) }));
  expect(upstream.shared.breaker.state).toBe("closed");
});

it("a call that was given up while connecting is never sent", async () => {
  const served = await serve((_, response) => sendJson(response, OK));
  const upstream = upstreamAt(served.url);
  const leaving = new AbortController();
  const left = rejection(listEvents(upstream, ALL, { signal: leaving.signal }));
  // The budget and the gate have let it through; the socket is not there yet.
  await Promise.resolve();
  await new Promise((resolve) => queueMicrotask(() => resolve(null)));
  leaving.abort(new Error("gone"));
  await left;
  await tick(50);
  expect(served.calls).toEqual([]);
  await listEvents(upstream, ALL);
  expect(served.calls).toHaveLength(1);
});

it("calls that share a deadline end together", async () => {
  const { url } = await serve(() => {});
  const upstream = upstreamAt(url, { headersMs: 60_000 });
  const deadline = new Deadline(300);
  const started = performance.now();
  await rejection(listEvents(upstream, ALL, { deadline }));
  await rejection(listEvents(upstream, ALL, { deadline }));
  expect(performance.now() - started).toBeLessThan(600);
});

it("keeps to its rate", async () => {
  const { url, times } = await serve((_, response) => sendJson(response, OK));
  const upstream = upstreamAt(url, { requestsPerSecond: 20 });
  await Promise.all(Array.from({ length: 30 }, () => listEvents(upstream, another())));
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(400);
});

it("asks below the base alone, with spaces as %20", async () => {
  const { url, calls } = await serve((_, response) => sendJson(response, OK));
  const params = new URLSearchParams({ search_text: 'a b+c&d="\\u0000', event_type: "A,B" });
  await listEvents(upstreamAt(url), params);
  expect(calls).toEqual(["GET /beta/audit/events?search_text=a%20b%2Bc%26d%3D%22%5Cu0000&event_type=A%2CB"]);
});
