import {
  CredentialRefused,
  Redirected,
  ServerFailed,
  Throttled,
  TimedOut,
  TooLarge,
  TransportFailed,
  type UpstreamError,
  type UpstreamRequest,
  WrongShape,
} from "./errors/index.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { throttleOf } from "./throttle.ts";
import type { Turn } from "./take-turn.ts";
import type { Reply } from "./transport.ts";
import type { Upstream } from "./upstream.ts";

/** After a failed attempt: `error` is what is thrown if there is no other; `againInMs` is `null` when there must be none. */
export interface Failure {
  readonly error: UpstreamError;
  readonly againInMs: number | null;
}

const RETRIED = new Set([500, 502, 503, 504]);

/** What a turn came to: an answer, or a failure and whether it is worth another try. Tells the budget. */
export function judge(
  { limits, shared: { budget } }: Upstream,
  { outcome, sentAt }: Turn,
  request: UpstreamRequest,
  maxBytes: number,
): Failure | { readonly reply: Reply } {
  // Full jitter: many readers that failed together do not come back together.
  const backoff = Math.random() * limits.backoffMs * 2 ** (request.attempts - 1);
  const final = (error: UpstreamError): Failure => ({ error, againInMs: null });
  if (outcome.kind === "transport")
    return { error: new TransportFailed(request, outcome.cause), againInMs: backoff };
  if (outcome.kind === "timeout") {
    // A hang has used up the reader's patience; only a connection is worth a second try.
    const error = new TimedOut(request, outcome.deadline);
    return outcome.deadline === "connect" ? { error, againInMs: backoff } : final(error);
  }
  if (outcome.kind === "too_large") return final(new TooLarge(request, maxBytes));
  if (outcome.kind === "unreadable") return final(new WrongShape(request, outcome.problem));

  const { reply } = outcome;
  const { status } = reply;
  const asked = throttleOf(reply);
  if (asked !== undefined) {
    budget.throttled(sentAt, asked, limits.throttleDefaultMs, limits.throttleCapMs);
    return { error: new Throttled(request, Date.now() + budget.closedFor), againInMs: backoff };
  }
  budget.answered();
  if (status === 200 || status === 204 || status === 404) return { reply };
  if (status === 401 || status === 403) return final(new CredentialRefused(request, status));
  if (status >= 300 && status < 400) return final(new Redirected(request, status));
  if (status >= 500) {
    const error = new ServerFailed(request, status);
    if (!RETRIED.has(status)) return final(error);
    return { error, againInMs: Math.max(backoff, parseRetryAfter(reply.retryAfter, Date.now()) ?? 0) };
  }
  return final(new WrongShape(request, `it has the status ${status}`));
}
