import { isUtf8 } from "node:buffer";
import { type Dispatcher, Pool, buildConnector } from "undici";
import { ByteCollector } from "./byte-collector.ts";
import { inflate, isPlain } from "./inflate.ts";
import type { Limits } from "./limits.ts";

export interface Attempt {
  readonly method: "GET" | "OPTIONS";
  /** Absolute path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  /** What is left of the request's whole time. */
  readonly totalMs: number;
}

export interface Reply {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The exact text. Of an error reply: what could be had of it. */
  readonly text: string;
}

export type Outcome =
  | { readonly kind: "reply"; readonly reply: Reply }
  | { readonly kind: "timeout"; readonly deadline: "connect" | "headers" | "body" | "total" }
  | { readonly kind: "transport"; readonly cause: unknown }
  | { readonly kind: "too_large" }
  | { readonly kind: "unreadable"; readonly problem: string };

class ConnectTimeout extends Error {
  override readonly name = "ConnectTimeout";
}

/** One account's connections. undici's own timers tick twice a second and slip under load, so they are off: ours hold. */
export function openPool(base: URL, limits: Limits): Pool {
  // Node gives each of several addresses 250 ms, which a far network cannot keep.
  const dial = buildConnector({ timeout: 0, autoSelectFamilyAttemptTimeout: 1_000 });
  const connect: buildConnector.connector = (options, callback) => {
    const timer = setTimeout(() => socket?.destroy(new ConnectTimeout()), limits.connectMs);
    // The types hide that the connector returns its socket.
    const socket = (dial as (...args: Parameters<typeof dial>) => import("node:net").Socket | undefined)(
      options,
      (...result) => {
        clearTimeout(timer);
        callback(...result);
      },
    );
  };
  return new Pool(base.origin, {
    connect,
    connections: limits.connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 10_000,
  });
}

/**
 * One call. Never rejects but for the caller's own abort, and settles at each deadline whatever the socket does: the connection
 * is then ended, never handed to the next call with somebody else's bytes in it.
 */
export function attempt(
  pool: Dispatcher,
  call: Attempt,
  limits: Limits,
  signal?: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    let status = 0;
    let headers: Record<string, string | string[] | undefined> = {};
    let body = new ByteCollector(0);

    const settle = (finish: () => void) => {
      if (settled) return;
      settled = true;
      for (const timer of [total, phase]) clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      finish();
    };
    const end = (outcome: Outcome) => settle(() => resolve(outcome));
    /** Ends the connection too. A call that still waits for one is dropped as soon as it gets it. */
    const cut = (outcome: Outcome) => {
      end(outcome);
      controller?.abort(new Error("given up"));
    };
    const abort = () => {
      settle(() => reject(signal?.reason));
      controller?.abort(new Error("given up"));
    };
    const one = (name: string): string | null => {
      const value = headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    };
    const reply = (text: string): Outcome => ({
      kind: "reply",
      reply: { status, retryAfter: one("retry-after"), text },
    });
    // A whole 200 is evidence and must be exact; of an error only the gist is wanted, and a broken one is still that error.
    const isError = () => status !== 200 && status !== 0;
    const gist = () => reply(body.bytes.toString("latin1"));

    const total = setTimeout(
      () => cut(isError() ? gist() : { kind: "timeout", deadline: "total" }),
      call.totalMs,
    );
    let phase = setTimeout(() => cut({ kind: "timeout", deadline: "headers" }), limits.headersMs);
    signal?.addEventListener("abort", abort, { once: true });

    pool.dispatch(
      { method: call.method, path: call.path, headers: { ...call.headers } },
      {
        onRequestStart(started) {
          controller = started;
          if (settled) started.abort(new Error("given up"));
        },
        onResponseStart(_, statusCode, received) {
          if (settled || statusCode < 200) return;
          status = statusCode;
          headers = received;
          clearTimeout(phase);
          phase = isError()
            ? setTimeout(() => cut(gist()), limits.errorBodyMs)
            : setTimeout(() => cut({ kind: "timeout", deadline: "body" }), limits.bodyMs);
          const announced = Number(one("content-length") ?? 0) || 0;
          if (!isError() && announced > call.maxBytes) return cut({ kind: "too_large" });
          body = new ByteCollector(isError() ? limits.errorBytes : call.maxBytes, announced);
        },
        onResponseData(_, chunk) {
          if (settled) return;
          if (!body.add(chunk)) cut(isError() ? gist() : { kind: "too_large" });
        },
        onResponseEnd() {
          if (settled) return;
          if (isError()) return end(gist());
          const encoding = one("content-encoding");
          if (isPlain(encoding)) return end(readText(body.bytes, reply));
          settle(() => resolve(unpack(body.bytes, encoding, call.maxBytes, reply)));
        },
        onResponseError(_, error) {
          if (settled) return;
          if (isError()) end(gist());
          // By name: the pool may be another module instance's, with a class of its own.
          else if (error.name === "ConnectTimeout") end({ kind: "timeout", deadline: "connect" });
          else end({ kind: "transport", cause: error });
        },
      },
    );
  });
}

async function unpack(
  body: Buffer,
  encoding: string | null,
  maxBytes: number,
  reply: (text: string) => Outcome,
): Promise<Outcome> {
  const plain = await inflate(body, encoding, maxBytes);
  return Buffer.isBuffer(plain) ? readText(plain, reply) : plain;
}

function readText(plain: Buffer, reply: (text: string) => Outcome): Outcome {
  if (plain.length >= 3 && plain.readUIntBE(0, 3) === 0xefbbbf)
    return { kind: "unreadable", problem: "it begins with a byte order mark" };
  // Anything that is no UTF-8 would be altered by decoding, and altered evidence is none.
  if (!isUtf8(plain)) return { kind: "unreadable", problem: "its bytes are not UTF-8" };
  return reply(plain.toString("utf8"));
}
