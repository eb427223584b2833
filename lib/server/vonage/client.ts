import { AuditError } from "../../audit/errors.ts";
import type { Admission } from "./breaker.ts";
import { Deadline, pause } from "./deadline.ts";
import {
  BreakerOpen,
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
import { type Outcome, type Reply, attempt } from "./transport.ts";
import type { Upstream } from "./upstream.ts";

export interface Ask {
  readonly method: "GET" | "OPTIONS";
  /** Below the base, without query. */
  readonly path: string;
  readonly params?: URLSearchParams;
  readonly maxBytes: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Shared by all calls of one request of ours. Absent: this call has `totalMs` for itself. */
  readonly deadline?: Deadline | undefined;
  /** One attempt, and also past an open breaker: someone asks by hand whether it works again. */
  readonly insistent?: boolean | undefined;
}

/** A reply with its description of the call, for errors that are found later, in the body. */
export interface Answer {
  readonly reply: Reply;
  readonly request: UpstreamRequest;
}

/** After a failed attempt: `error` is what is thrown if there is no other; `againInMs` is `null` when there must be none. */
interface Failure {
  readonly error: UpstreamError;
  readonly againInMs: number | null;
}

const RETRIED = new Set([500, 502, 503, 504]);

/**
 * Asks the Audit API, at most `limits.attempts` times, within one deadline. Resolves for 200, 204 and 404, whose meaning is the
 * caller's to know; everything else is an `UpstreamError`, or the signal's own reason when the caller gave up.
 */
export async function call(upstream: Upstream, ask: Ask, options: CallOptions = {}): Promise<Answer> {
  const { account, limits, shared } = upstream;
  const started = performance.now();
  const deadline = options.deadline ?? new Deadline(limits.totalMs);
  const most = options.insistent ? 1 : limits.attempts;
  let attempts = 0;
  const request = (): UpstreamRequest => ({
    method: ask.method,
    path: ask.path,
    account: account.name,
    attempts,
    elapsedMs: Math.round(performance.now() - started),
  });

  try {
    for (;;) {
      const sentAt = { value: 0 };
      const { outcome, admission } = await once(upstream, ask, options, deadline, request, () => {
        attempts += 1;
        sentAt.value = performance.now();
      });
      const failure = judge(upstream, outcome, request(), sentAt.value, ask.maxBytes, attempts);
      if (failure === null) {
        shared.tally.last = { at: Date.now(), code: null };
        return { reply: (outcome as Outcome & { kind: "reply" }).reply, request: request() };
      }
      upstream.log("upstream attempt failed", {
        ...request(),
        failure: failure.error.name,
        detail: failure.error.message,
      });
      // After a probe or once the breaker has opened, asking again is not this request's business.
      const last = attempts >= most || admission === "probe" || shared.breaker.state !== "closed";
      if (failure.againInMs === null || last || failure.againInMs >= deadline.left) throw failure.error;
      await pause(failure.againInMs, options.signal);
    }
  } catch (error) {
    if (error instanceof AuditError) {
      shared.tally.failed += 1;
      shared.tally.last = { at: Date.now(), code: error.code };
    }
    throw error;
  }
}

/** Waits for its turn, calls once, and tells the breaker. */
async function once(
  { base, account, limits, shared }: Upstream,
  ask: Ask,
  { signal, insistent }: CallOptions,
  deadline: Deadline,
  request: () => UpstreamRequest,
  sending: () => void,
): Promise<{ outcome: Outcome; admission: Admission }> {
  const { breaker, budget, gate, pool, tally } = shared;
  const tooLate = (ms: number) => new Throttled(request(), Date.now() + ms);
  const refuseIfOpen = () => {
    if (!insistent && breaker.opensIn > 0) throw new BreakerOpen(request(), Date.now() + breaker.opensIn);
  };

  signal?.throwIfAborted();
  refuseIfOpen();
  const patience = () => Math.min(deadline.left, limits.throttleWaitMs);
  // Told before queueing, so that a throttled account does not fill its own queue.
  if (budget.closedFor > patience()) throw tooLate(budget.closedFor);
  const leave = await gate.enter(deadline.left, signal);
  if (leave === null) throw new TimedOut(request(), "queue");
  try {
    const wait = await budget.take(patience(), signal);
    if (wait !== null) throw tooLate(wait);
    refuseIfOpen();
    let admission = breaker.admit();
    if (admission === "refused" && insistent) admission = "call";
    if (admission === "refused") throw new BreakerOpen(request(), Date.now() + limits.breakerOpenMs);
    sending();
    tally.calls += 1;
    const query = ask.params === undefined || ask.params.size === 0 ? "" : `?${encodeQuery(ask.params)}`;
    const sent = {
      method: ask.method,
      path: `${base.pathname.replace(/\/+$/, "")}${ask.path}${query}`,
      headers: {
        accept: "application/json",
        "accept-encoding": "identity",
        authorization: `Basic ${Buffer.from(`${account.apiKey}:${account.secret.reveal()}`).toString("base64")}`,
        "user-agent": "vonage-audit-console",
      },
      maxBytes: ask.maxBytes,
      totalMs: deadline.left,
    };
    let outcome: Outcome;
    try {
      outcome = await attempt(pool, sent, limits, signal);
    } catch (reason) {
      breaker.abandoned(admission);
      throw reason;
    }
    if (isOutage(outcome)) breaker.failed(admission);
    else breaker.succeeded();
    return { outcome, admission };
  } finally {
    leave();
  }
}

/** `+` means a space in forms only; `%20` means one everywhere. */
const encodeQuery = (params: URLSearchParams): string => params.toString().replaceAll("+", "%20");

/** A server that says no, or nonsense, is up. */
function isOutage(outcome: Outcome): boolean {
  if (outcome.kind === "reply") return outcome.reply.status >= 500;
  return outcome.kind === "timeout" || outcome.kind === "transport";
}

/** What an attempt came to; `null` for an answer. Tells the budget. */
function judge(
  { limits, shared: { budget } }: Upstream,
  outcome: Outcome,
  request: UpstreamRequest,
  sentAt: number,
  maxBytes: number,
  attempts: number,
): Failure | null {
  const backoff = Math.random() * limits.backoffMs * 2 ** (attempts - 1);
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
  if (status === 200 || status === 204 || status === 404) return null;
  if (status === 401 || status === 403) return final(new CredentialRefused(request, status));
  if (status >= 300 && status < 400) return final(new Redirected(request, status));
  if (status >= 500) {
    const error = new ServerFailed(request, status);
    if (!RETRIED.has(status)) return final(error);
    return { error, againInMs: Math.max(backoff, parseRetryAfter(reply.retryAfter, Date.now()) ?? 0) };
  }
  return final(new WrongShape(request, `it has the status ${status}`));
}
