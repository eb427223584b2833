import { AuditError, type ErrorCode } from "../../../audit/errors.ts";

/** What was asked, for logs and error pages: no query (it may hold what people search for), no key, no secret. */
export interface UpstreamRequest {
  readonly method: "GET" | "OPTIONS";
  /** Below the base URL: `/events` or `/events/{id}`. */
  readonly path: string;
  /** The operator's name for the account. */
  readonly account: string;
  /** Calls that reached the wire; 0 when it was refused before. */
  readonly attempts: number;
  readonly elapsedMs: number;
}

/** Any failure of the Audit API or the way to it. Messages are our own words: nothing that upstream sent is repeated. */
export class UpstreamError extends AuditError {
  override readonly name: string = "UpstreamError";
  readonly request: UpstreamRequest;

  constructor(code: ErrorCode, detail: string, request: UpstreamRequest, cause?: unknown) {
    super(code, detail, cause === undefined ? {} : { cause: plainCause(cause) });
    this.request = request;
  }
}

const WORD = /^[A-Za-z][\w-]{0,60}$/;

/** A parser's error carries the bytes it choked on, so of any foreign error only its name and code are kept. */
function plainCause(error: unknown): Error {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  const words = [name, code].filter((word) => typeof word === "string" && WORD.test(word));
  const plain = new Error(words.join(" ") || "unknown");
  plain.stack = `Error: ${plain.message}`;
  return plain;
}
