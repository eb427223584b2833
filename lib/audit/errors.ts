/**
 * The closed set of error codes. Each is an RFC 9457 problem type with one HTTP status; `docs/errors.md` lists cause and
 * remedy of each. A refused upstream credential is 502, never 401: 401 means that *this* console wants a sign-in.
 */
export const ERROR_CODES = {
  bad_parameter: { status: 400, title: "A parameter is wrong" },
  filter_needs_archive: { status: 400, title: "This filter needs the archive" },
  export_needs_archive: { status: 400, title: "An export this large needs the archive" },
  needs_archive: { status: 400, title: "This needs the archive" },
  unauthorized: { status: 401, title: "Sign in first" },
  forbidden: { status: 403, title: "Your role does not cover this" },
  account_forbidden: { status: 403, title: "You may not read this account" },
  cross_origin: { status: 403, title: "Requests from other sites are refused" },
  not_found: { status: 404, title: "Nothing is here" },
  event_not_found: { status: 404, title: "No event has this id" },
  method_not_allowed: { status: 405, title: "This method is not offered here" },
  too_many_exports: { status: 429, title: "Too many exports run at once" },
  internal: { status: 500, title: "The console failed" },
  upstream_unauthorized: { status: 502, title: "Vonage refused the API key" },
  upstream_not_found: { status: 502, title: "The Audit API is not at this address" },
  upstream_unavailable: { status: 502, title: "Vonage could not be reached" },
  upstream_malformed: { status: 502, title: "Vonage sent something that is not an answer" },
  upstream_throttled: { status: 502, title: "Vonage asked us to slow down" },
  record_unavailable: { status: 503, title: "The access record cannot be written" },
  upstream_timeout: { status: 504, title: "Vonage did not answer in time" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** `application/problem+json` as every route of ours sends it. `field` names the query parameter that is wrong. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId: string;
  field?: string;
  /** A value that would be accepted in place of the wrong one, when one is near. */
  suggestion?: string;
}

export interface AuditErrorOptions {
  field?: string;
  suggestion?: string;
  cause?: unknown;
}

/** An expected failure with a code of the closed set; `message` is the sentence a person reads, without secrets. */
export class AuditError extends Error {
  override readonly name: string = "AuditError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly suggestion: string | undefined;

  constructor(code: ErrorCode, detail: string, options: AuditErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.field = options.field;
    this.suggestion = options.suggestion;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

/** A wrong query parameter: always names the field, costs no upstream call. */
export function badParameter(field: string, detail: string, suggestion?: string): AuditError {
  return new AuditError(
    "bad_parameter",
    detail,
    suggestion === undefined ? { field } : { field, suggestion },
  );
}

export function toProblem(error: AuditError, requestId: string): Problem {
  const { status, title } = ERROR_CODES[error.code];
  return {
    type: `urn:audit-console:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.suggestion === undefined ? {} : { suggestion: error.suggestion }),
  };
}
