import "server-only";

import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

// Next gives a route no socket, and keeps an `X-Forwarded-For` that the client made up: whoever guesses passwords would name a
// new address each time. Node tells of every request before anyone handles it, and there the socket is known. So is the address
// line as it was sent: what Next makes of a query has lost the name `__proto__`.
const KEY = Symbol.for("audit-console.incoming");
const holder = globalThis as { [KEY]?: AsyncLocalStorage<Incoming> };

interface Incoming {
  address: string;
  url: string;
}

function observe(): AsyncLocalStorage<Incoming> {
  const storage = new AsyncLocalStorage<Incoming>();
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    storage.enterWith({ address: request.socket.remoteAddress ?? "unknown", url: request.url ?? "" });
  });
  return storage;
}

holder[KEY] ??= observe();

/**
 * The address at the other end of this request's connection; `unknown` outside a request and for those that came before this
 * module was loaded. Behind a reverse proxy it is the proxy's.
 */
export const peerAddress = (): string => holder[KEY]?.getStore()?.address ?? "unknown";

/** This request's query as it was sent, without `?`; `null` outside a request. */
export function sentQuery(): string | null {
  const url = holder[KEY]?.getStore()?.url;
  if (url === undefined) return null;
  const start = url.indexOf("?");
  const end = url.indexOf("#");
  return start < 0 ? "" : url.slice(start + 1, end < 0 ? undefined : end);
}
