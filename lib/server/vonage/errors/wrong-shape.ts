import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

/** A whole reply that is not what the contract promises. `problem` is ours; the reply itself is never quoted. */
export class WrongShape extends UpstreamError {
  override readonly name = "WrongShape";

  constructor(request: UpstreamRequest, problem: string, cause?: unknown) {
    super("upstream_malformed", `The Audit API's answer cannot be used: ${problem}.`, request, cause);
  }
}
