import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

/** No whole reply came: refused, reset, cut short, or bytes that are no HTTP. */
export class TransportFailed extends UpstreamError {
  override readonly name = "TransportFailed";

  constructor(request: UpstreamRequest, cause: unknown) {
    super(
      "upstream_unavailable",
      "The connection to the Audit API failed, or broke off before its answer was complete.",
      request,
      cause,
    );
  }
}
