import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

const WORDS: Record<string, string> = {
  ENOTFOUND: "The name of the Audit API's host could not be resolved.",
  EAI_AGAIN: "The name of the Audit API's host could not be resolved.",
  ECONNREFUSED: "The Audit API's host refused the connection.",
  EHOSTUNREACH: "There is no network route to the Audit API's host.",
  ENETUNREACH: "There is no network route to the Audit API's host.",
};
const CERTIFICATE = /CERT|_TLS_|^ERR_SSL/;
const OTHERWISE = "The connection to the Audit API failed, or broke off before its answer was complete.";

function wordsFor(cause: unknown): string {
  const { code } = (cause ?? {}) as { code?: unknown };
  if (typeof code !== "string") return OTHERWISE;
  if (CERTIFICATE.test(code)) return "The certificate of the Audit API's host is not to be trusted.";
  return WORDS[code] ?? OTHERWISE;
}

/** No whole reply came: not reached, reset, cut short, or bytes that are no HTTP. */
export class TransportFailed extends UpstreamError {
  override readonly name = "TransportFailed";

  constructor(request: UpstreamRequest, cause: unknown) {
    super("upstream_unavailable", wordsFor(cause), request, cause);
  }
}
