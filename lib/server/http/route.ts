import "server-only";
import { randomUUID } from "node:crypto";
import { AuditError, toProblem } from "../../audit/errors.ts";
import { log } from "../log.ts";

/** What every answer of the API carries: nothing of it may be kept by anyone in between. */
const HEADERS = { "cache-control": "private, no-store" } as const;

// Node makes these from randomness it fetched in advance; `randomBytes` asks the system each time.
export const newRequestId = (): string => randomUUID().slice(0, 8);

/**
 * A body of exact text, since the API never prints upstream bytes anew; JSON and 200 unless it says otherwise. A stream comes as an
 * answer of its own, with the headers that only it has.
 */
export type Body = string | { text: string; type?: string; status?: number } | Response;

function respond(body: Body, requestId: string): Response {
  if (body instanceof Response) {
    for (const [name, value] of Object.entries({ ...HEADERS, "x-request-id": requestId }))
      body.headers.set(name, value);
    return body;
  }
  const {
    text,
    type = "application/json; charset=utf-8",
    status = 200,
  } = typeof body === "string" ? { text: body } : body;
  return new Response(text, {
    status,
    headers: { ...HEADERS, "content-type": type, "x-request-id": requestId },
  });
}

export function problemResponse(error: unknown, requestId: string, where: string): Response {
  const known =
    error instanceof AuditError
      ? error
      : new AuditError("internal", "The console failed. The log tells why.", { cause: error });
  if (known.code === "internal")
    log("error", "unexpected failure", {
      requestId,
      where,
      cause: String(error instanceof Error ? error.stack : error),
    });
  else if (known.status >= 500) log("warn", known.code, { requestId, where, detail: known.message });
  return new Response(JSON.stringify(toProblem(known, requestId)), {
    status: known.status,
    headers: {
      ...HEADERS,
      "content-type": "application/problem+json; charset=utf-8",
      "x-request-id": requestId,
      ...(known.code === "method_not_allowed" ? { allow: "GET, HEAD" } : {}),
    },
  });
}

/**
 * The one frame of every route of the API: an id for the request, the body from `answer`, and any failure as problem+json. What an
 * aborted browser no longer reads is not an error worth a line in the log.
 */
export function route<Context = unknown>(answer: (request: Request, context: Context) => Promise<Body>) {
  return async (request: Request, context: Context): Promise<Response> => {
    const requestId = newRequestId();
    try {
      return respond(await answer(request, context), requestId);
    } catch (error) {
      if (request.signal.aborted) return new Response(null, { status: 499 });
      return problemResponse(error, requestId, new URL(request.url).pathname);
    }
  };
}

/** For the methods that a route open to anyone does not offer. */
export const notAllowed = route(async () => {
  throw new AuditError("method_not_allowed", "Only GET and HEAD are offered here.");
});
