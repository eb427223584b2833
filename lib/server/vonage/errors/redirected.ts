import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

/** A redirect is never followed: the secret would go wherever it points. */
export class Redirected extends UpstreamError {
  override readonly name = "Redirected";

  constructor(request: UpstreamRequest, upstreamStatus: number) {
    super(
      "upstream_malformed",
      `The Audit API's address answered with a redirect (status ${upstreamStatus}), which is never followed. Look at VONAGE_AUDIT_URL.`,
      request,
    );
  }
}
