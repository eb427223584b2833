import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

/** The API answered 5xx, to every attempt. */
export class ServerFailed extends UpstreamError {
  override readonly name = "ServerFailed";
  readonly upstreamStatus: number;

  constructor(request: UpstreamRequest, upstreamStatus: number) {
    super("upstream_unavailable", `The Audit API failed by itself (status ${upstreamStatus}).`, request);
    this.upstreamStatus = upstreamStatus;
  }
}
