import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

/** The last calls all failed, so this one was not made. */
export class BreakerOpen extends UpstreamError {
  override readonly name = "BreakerOpen";
  /** When the next call is let through to try; ms since the epoch. */
  readonly retryAt: number;

  constructor(request: UpstreamRequest, retryAt: number) {
    super(
      "upstream_unavailable",
      "The Audit API failed several times in a row, so it was not asked again. It is tried anew within seconds.",
      request,
    );
    this.retryAt = retryAt;
  }
}
