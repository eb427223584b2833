import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AuditError } from "../../audit/errors.ts";
import { TimedOut, TooLarge } from "./errors/index.ts";
import { listEvents } from "./list-events.ts";
import {
  EVENT,
  listBody,
  QUICK,
  rejection,
  sendJson,
  serve,
  serveBytes,
  upstreamAt,
} from "./testing/serve.ts";

const ALL = new URLSearchParams();
const BODY = Buffer.from(listBody([EVENT]));

const codeOf = async (promise: Promise<unknown>) => {
  const error = await rejection(promise);
  expect(error).toBeInstanceOf(AuditError);
  return (error as AuditError).code;
};

describe("deadlines", () => {
  const cases = {
    connect: { deadline: "connect", most: 300 * 3 },
    hang: { deadline: "headers", most: 400 },
    "hang after the headers": { deadline: "body", most: 400 },
    "a body that drips": { deadline: "body", most: 400 },
  } as const;

  const within = async (promise: Promise<unknown>, ms: number, deadline: string) => {
    const started = performance.now();
    const error = await rejection(promise);
    expect(error).toBeInstanceOf(TimedOut);
    expect((error as TimedOut).deadline).toBe(deadline);
    expect((error as TimedOut).code).toBe("upstream_timeout");
    expect(performance.now() - started).toBeLessThan(ms + 500);
  };

  it("a host that takes the connection and never speaks TLS, tried three times", async () => {
    const url = await serveBytes(() => {});
    const promise = listEvents(upstreamAt(url.replace("http:", "https:"), { totalMs: 5_000 }), ALL);
    await within(promise, cases.connect.most, "connect");
  });

  it("a server that takes the request and says nothing", async () => {
    const { url } = await serve(() => {});
    await within(listEvents(upstreamAt(url), ALL), cases.hang.most, "headers");
  });

  it("a server that stops after the headers", async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(200, { "content-length": "99" }).flushHeaders(),
    );
    await within(listEvents(upstreamAt(url), ALL), cases["hang after the headers"].most, "body");
  });

  it("a body that drips a byte at a time", async () => {
    const { url } = await serve((_, response) => {
      const timer = setInterval(() => response.write("{"), 20);
      response.on("close", () => clearInterval(timer));
    });
    await within(listEvents(upstreamAt(url), ALL), cases["a body that drips"].most, "body");
  });

  it("headers that drip", async () => {
    const url = await serveBytes((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write("x-a: b\r\n"), 30);
      socket.on("close", () => clearInterval(timer));
    });
    await within(listEvents(upstreamAt(url), ALL), 400, "headers");
  });

  it("the whole time, whatever the parts allow", async () => {
    const { url } = await serve(() => {});
    await within(listEvents(upstreamAt(url, { headersMs: 60_000, totalMs: 300 }), ALL), 300, "total");
  });
});

/** What these answers are, they are at once: a busy machine must not make a timeout of them. */
const PATIENT = { attempts: 1, connectMs: 5_000, headersMs: 5_000, bodyMs: 5_000, totalMs: 10_000 };

describe("a reply that is cut", () => {
  const offsets = Array.from({ length: 50 }, (_, i) => Math.floor((i * BODY.length) / 50));

  it("is never partial, at 50 offsets, by reset and by end", async () => {
    for (const [i, offset] of offsets.entries()) {
      const { url, close } = await serve((_, response) => {
        response.writeHead(200, { "content-length": BODY.length, connection: "close" });
        response.write(BODY.subarray(0, offset));
        response.flushHeaders();
        setTimeout(() => (i % 2 ? response.socket?.resetAndDestroy() : response.socket?.end()), 2);
      });
      expect(await codeOf(listEvents(upstreamAt(url, PATIENT), ALL))).toBe("upstream_unavailable");
      await close();
    }
  });

  it("without a length it is still no answer", async () => {
    for (const offset of offsets) {
      const head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
      const url = await serveBytes((socket) =>
        socket.end(Buffer.concat([Buffer.from(head), BODY.subarray(0, offset)])),
      );
      expect(await codeOf(listEvents(upstreamAt(url, PATIENT), ALL))).toBe("upstream_malformed");
    }
  });

  it("a wrong length, both ways, and a chunk that is too short", async () => {
    const heads = [
      `content-length: ${BODY.length + 9}`,
      `content-length: ${BODY.length - 9}`,
      "transfer-encoding: chunked",
      `content-length: ${BODY.length}\r\ncontent-length: ${BODY.length - 1}`,
    ];
    for (const head of heads) {
      const url = await serveBytes((socket) =>
        socket.end(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${BODY.toString()}`),
      );
      expect(await codeOf(listEvents(upstreamAt(url, PATIENT), ALL))).toMatch(/unavailable|malformed/);
    }
  });
});

describe("bytes that are no HTTP", () => {
  it.each([
    "SSH-2.0-OpenSSH_9.6\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
    "HTTP/9.9 999 ???\r\n\r\n",
    `HTTP/1.1 200 OK\r\nx: ${"a".repeat(40_000)}\r\n\r\n{}`,
    "",
  ])("%j", async (bytes) => {
    const url = await serveBytes((socket) => socket.end(bytes));
    expect(await codeOf(listEvents(upstreamAt(url), ALL))).toMatch(/unavailable|timeout|malformed/);
  });
});

describe("bodies", () => {
  const unusable: [string, Buffer | string][] = [
    ["empty", ""],
    ["white space", " \n"],
    ["HTML", "<!doctype html><title>Sign in</title>"],
    ["a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), BODY])],
    ["UTF-16", Buffer.from(`\ufeff${BODY.toString()}`, "utf16le")],
    ["Latin-1", Buffer.from(BODY.toString().replace("e-1", "é"), "latin1")],
    [
      "a raw surrogate",
      Buffer.concat([BODY.subarray(0, 30), Buffer.from([0xed, 0xa0, 0x80]), BODY.subarray(30)]),
    ],
    ["a NUL", BODY.toString().replace("e-1", "e\u0000")],
    ["single quotes", "{'page':{}}"],
    ["a comment", `/**/${BODY.toString()}`],
    ["two documents", `${BODY.toString()}${BODY.toString()}`],
    ["NaN", listBody(["NaN"])],
    ["a trailing comma", listBody([`${EVENT},`])],
    ["an unfinished escape", listBody(['{"a":"\\u12"}'])],
    ["depth 100,000, unfinished", "[".repeat(100_000)],
    ["an error with status 200", '{"status":500,"error":"x","message":"y"}'],
  ];

  it.each(unusable)("%s is malformed, once, and not echoed", async (_, body) => {
    const { url, calls } = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(body);
    });
    const error = (await rejection(listEvents(upstreamAt(url), ALL))) as AuditError;
    expect(error.code).toBe("upstream_malformed");
    expect(calls).toHaveLength(1);
    if (body.length > 5) expect(error.message).not.toContain(body.toString().slice(0, 12));
  });

  it("status 204, and others that are no answer to a list", async () => {
    for (const status of [201, 202, 204, 206, 400, 405, 410, 418, 451]) {
      const { url, calls, close } = await serve((_, response) => response.writeHead(status).end());
      expect(await codeOf(listEvents(upstreamAt(url), ALL))).toBe("upstream_malformed");
      expect(calls).toHaveLength(1);
      await close();
    }
  });

  it("more than the cap, announced or not, is dropped before it is read", async () => {
    for (const announced of [true, false]) {
      let sent = 0;
      const served = await serve((_, response) => {
        response.writeHead(200, announced ? { "content-length": 2 ** 30 } : {});
        const chunk = Buffer.alloc(2 ** 16, " ");
        const feed = () => {
          while (!response.destroyed && response.write(chunk)) sent += chunk.length;
          sent += chunk.length;
        };
        response.on("drain", feed);
        feed();
      });
      expect(await codeOf(listEvents(upstreamAt(served.url, { listBytes: 2 ** 20 }), ALL))).toBe(
        "upstream_malformed",
      );
      await served.close();
      expect(sent).toBeLessThan(2 ** 24);
    }
  });

  it("a gzip bomb costs no more than the cap", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, " "));
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    });
    expect(await rejection(listEvents(upstreamAt(url, { listBytes: 2 ** 20 }), ALL))).toBeInstanceOf(
      TooLarge,
    );
  });

  it("asks for plain text, bears gzip all the same, and nothing else", async () => {
    let accepted: string | undefined;
    const { url } = await serve((request, response, call) => {
      accepted = request.headers["accept-encoding"] as string;
      const [encoding, body] = [
        ["gzip", gzipSync(BODY)],
        ["br", BODY],
        ["gzip", BODY],
      ][call - 1] as [string, Buffer];
      response.writeHead(200, { "content-encoding": encoding }).end(body);
    });
    const upstream = upstreamAt(url);
    expect((await listEvents(upstream, ALL)).events[0]?.raw).toBe(EVENT);
    expect(accepted).toBe("identity");
    expect(await codeOf(listEvents(upstream, ALL))).toBe("upstream_malformed");
    expect(await codeOf(listEvents(upstream, ALL))).toBe("upstream_malformed");
  });
});

it("a redirect is an error, and where it points is never asked", async () => {
  const canary = await serve((_, response) => sendJson(response, BODY.toString()));
  for (const status of [301, 302, 303, 307, 308]) {
    const { url, calls } = await serve((_, response) =>
      response.writeHead(status, { location: canary.url }).end(),
    );
    expect(await codeOf(listEvents(upstreamAt(url), ALL))).toBe("upstream_malformed");
    expect(calls).toHaveLength(1);
  }
  expect(canary.calls).toEqual([]);
});

it("hrefs in a reply are never asked", async () => {
  const canary = await serve(() => {});
  const { url, calls } = await serve((_, response) =>
    sendJson(response, listBody([EVENT], 90).replace("http://127.0.0.1:9/never", canary.url)),
  );
  await listEvents(upstreamAt(url), ALL);
  expect(calls).toEqual(["GET /beta/audit/events"]);
  expect(canary.calls).toEqual([]);
});

it("the program's own deadlines leave room below 30 s", async () => {
  const { LIMITS } = await import("./limits.ts");
  expect(LIMITS.totalMs).toBeLessThanOrEqual(25_000);
  expect(Object.keys(QUICK).every((key) => key in LIMITS)).toBe(true);
});
