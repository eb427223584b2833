import "server-only";

import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

// Next gives a route no socket, and keeps an `X-Forwarded-For` that the client made up: whoever guesses passwords would name a
// new address each time. Node tells of every request before anyone handles it, and there the socket is known.
const KEY = Symbol.for("audit-console.peer-address");
const holder = globalThis as { [KEY]?: AsyncLocalStorage<string> };

function observe(): AsyncLocalStorage<string> {
  const storage = new AsyncLocalStorage<string>();
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    storage.enterWith(request.socket.remoteAddress ?? "unknown");
  });
  return storage;
}

holder[KEY] ??= observe();

/**
 * The address at the other end of this request's connection; `unknown` outside a request and for those that came before this
 * module was loaded. Behind a reverse proxy it is the proxy's.
 */
export const peerAddress = (): string => holder[KEY]?.getStore() ?? "unknown";
