export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export function json(status: number, body: string | Buffer, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? Buffer.from(body) : body,
  };
}

const ERRORS: Record<number, string> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The published error body. */
export function errorReply(status: number, message: string, headers: Record<string, string> = {}): Reply {
  const error = ERRORS[status] ?? "Error";
  return json(status, JSON.stringify({ status, error, message }), headers);
}
