import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

/** The reply passed our cap and was dropped unread. */
export class TooLarge extends UpstreamError {
  override readonly name = "TooLarge";

  constructor(request: UpstreamRequest, maxBytes: number) {
    super(
      "upstream_malformed",
      `The Audit API's answer is larger than ${Math.floor(maxBytes / 2 ** 20)} MiB, which is the most that is read.`,
      request,
    );
  }
}
