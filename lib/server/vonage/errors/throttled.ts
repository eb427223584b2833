import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

/** Upstream asked us to wait, or our own budget is spent, longer than this request may take. */
export class Throttled extends UpstreamError {
  override readonly name = "Throttled";
  /** When asking again makes sense; ms since the epoch. */
  readonly retryAt: number;

  constructor(request: UpstreamRequest, retryAt: number) {
    // Up to the whole second, so that who obeys the words is never early.
    const at = new Date(Math.ceil(retryAt / 1000) * 1000).toISOString().replace(".000Z", "Z");
    super("upstream_throttled", `The Audit API asked for fewer requests. Try again after ${at}.`, request);
    this.retryAt = retryAt;
  }
}
