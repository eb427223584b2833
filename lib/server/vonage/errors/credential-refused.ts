import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

/** 401 (wrong key or secret) or a 403 that is no throttle (a key without access to the Audit API). Never retried. */
export class CredentialRefused extends UpstreamError {
  override readonly name = "CredentialRefused";
  readonly upstreamStatus: 401 | 403;

  constructor(request: UpstreamRequest, upstreamStatus: 401 | 403) {
    super(
      "upstream_unauthorized",
      upstreamStatus === 401
        ? "The Audit API refused the account's API key and secret (status 401)."
        : "The Audit API does not let this account's key read audit events (status 403).",
      request,
    );
    this.upstreamStatus = upstreamStatus;
  }
}
