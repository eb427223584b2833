import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

/** 404 on the list: the base URL is wrong. (404 on an id is an answer: there is no such event.) */
export class NotFound extends UpstreamError {
  override readonly name = "NotFound";

  constructor(request: UpstreamRequest) {
    super(
      "upstream_not_found",
      "Nothing answers to the Audit API's path at this address (status 404). Look at VONAGE_AUDIT_URL.",
      request,
    );
  }
}
