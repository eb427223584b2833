import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { AuditError } from "../../audit/errors.ts";
import { securityHeaders } from "../identity/security-headers.ts";
import { count, counters } from "../metrics/counters.ts";
import { routeLabel } from "../metrics/route-label.ts";
import { newRequestId, problemResponse } from "./route.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const INSTALLED = Symbol.for("audit-console.front-door");

/**
 * Stands before Next, which answers a method or a path that it cannot take apart with a bare 500, before any code of ours is
 * asked. Next offers no other place: the shipped server makes its HTTP server itself. What holds for every answer whatever it is,
 * files and errors of Next's included, is said here: the security headers, and the count of answers.
 */
export function installFrontDoor(https: boolean): void {
  const prototype = Server.prototype as Server & { [INSTALLED]?: true };
  if (prototype[INSTALLED]) return;
  prototype[INSTALLED] = true;
  const headers = securityHeaders(https);
  const emit = prototype.emit as (this: Server, event: string, ...rest: unknown[]) => boolean;
  prototype.emit = function (this: Server, event: string, ...rest: unknown[]): boolean {
    const [request, response] = rest as [IncomingMessage, ServerResponse];
    if (event === "request") {
      for (const [name, value] of headers) response.setHeader(name, value);
      // Next sends the head alone before each body; it goes with the first bytes instead, in one packet and one call fewer.
      response.flushHeaders = () => undefined;
      if (refuseOrMend(request, response)) return true;
    }
    // Next leaves whoever asks a page for another protocol waiting for ever. Its development server speaks one.
    if (event === "upgrade" && process.env.NODE_ENV !== "development") {
      (rest[1] as Socket).end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return true;
    }
    return emit.call(this, event, ...rest);
  };
  // Told by Node when an answer has left: cheaper than a listener on each.
  subscribe("http.server.response.finish", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    count(counters().answers, `${routeLabel(request.url ?? "/")} ${response.statusCode}`);
  });
}

/** Whether it was answered here. A path that does not decode is mended so that its `%` are ordinary: then it is nobody's. */
function refuseOrMend(request: IncomingMessage, response: ServerResponse): boolean {
  request.url = mendPath(request.url ?? "/");
  if (METHODS.includes(request.method ?? "GET")) return false;
  const error = new AuditError("method_not_allowed", "No address here offers this method.");
  const problem = problemResponse(error, newRequestId(), "");
  response.writeHead(problem.status, Object.fromEntries(problem.headers));
  void problem.text().then((text) => response.end(text));
  return true;
}

export function mendPath(sent: string): string {
  // A whole address in place of a path (RFC 9112, 3.2.2) names a host that nobody has checked.
  const url = sent.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(?=(.?))/i, (_, next) => (next === "/" ? "" : "/"));
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll("%", "%25") + (end < 0 ? "" : url.slice(end));
  }
}
