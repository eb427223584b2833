import { UpstreamError, type UpstreamRequest } from "./upstream-error.ts";

export type DeadlineName = "queue" | "connect" | "headers" | "body" | "total";

const WORDS: Record<DeadlineName, string> = {
  queue: "Too many requests to this account were waiting for the Audit API",
  connect: "No connection to the Audit API could be made in time",
  headers: "The Audit API did not begin its answer in time",
  body: "The Audit API did not finish its answer in time",
  total: "The Audit API did not answer within the time that a request may take",
};

/** One of our deadlines passed; `deadline` tells which. */
export class TimedOut extends UpstreamError {
  override readonly name = "TimedOut";
  readonly deadline: DeadlineName;

  constructor(request: UpstreamRequest, deadline: DeadlineName) {
    super("upstream_timeout", `${WORDS[deadline]}.`, request);
    this.deadline = deadline;
  }
}
