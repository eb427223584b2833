import type { Ask, CallOptions } from "./ask.ts";
import type { Admission } from "./breaker.ts";
import type { Deadline } from "./deadline.ts";
import { BreakerOpen, Throttled, TimedOut, type UpstreamRequest } from "./errors/index.ts";
import { type Attempt, type Outcome, attempt } from "./transport.ts";
import type { Upstream } from "./upstream.ts";

export interface Turn {
  readonly outcome: Outcome;
  readonly admission: Admission;
  /** `performance.now()` at the sending. */
  readonly sentAt: number;
  /** Which value of the secret was sent. */
  readonly generation: number;
}

/**
 * Waits for a place and for the budget, calls once, and tells the breaker. `sending` is called just before the wire. Throws what was
 * decided without asking: `BreakerOpen`, `Throttled`, `TimedOut` in the queue.
 */
export async function takeTurn(
  upstream: Upstream,
  ask: Ask,
  { signal, insistent, background = false }: CallOptions,
  deadline: Deadline,
  request: () => UpstreamRequest,
  sending: () => void,
): Promise<Turn> {
  const { account, limits, shared } = upstream;
  const { breaker, budget, gate, pool, tally } = shared;
  const throttled = (ms: number) => new Throttled(request(), Date.now() + ms);
  const refuseIfOpen = () => {
    if (!insistent && breaker.opensIn > 0) throw new BreakerOpen(request(), Date.now() + breaker.opensIn);
  };
  const patience = () => Math.min(deadline.left, limits.throttleWaitMs);

  signal?.throwIfAborted();
  refuseIfOpen();
  // Told before queueing, so that a throttled account does not fill its own queue.
  if (budget.closedFor > patience()) throw throttled(budget.closedFor);
  if (background) {
    // Its wait may be long, and holds no place that a person could have.
    const wait = await budget.takeSpare(deadline.left, signal);
    if (wait !== null) throw throttled(wait);
  }
  const leave = await gate.enter(deadline.left, signal, background);
  if (leave === null) throw new TimedOut(request(), "queue");
  try {
    const wait = background ? budget.closedFor || null : await budget.take(patience(), signal);
    if (wait !== null) throw throttled(wait);
    refuseIfOpen();
    let admission = breaker.admit();
    if (admission === "refused" && insistent) admission = "call";
    if (admission === "refused") throw new BreakerOpen(request(), Date.now() + limits.breakerOpenMs);

    sending();
    tally.calls += 1;
    const sentAt = performance.now();
    account.rotation?.check();
    const { generation } = account.secret;
    const sent = onTheWire(upstream, ask, deadline.left);
    let outcome: Outcome;
    try {
      outcome = await attempt(pool, sent, limits, signal);
    } catch (reason) {
      breaker.abandoned(admission);
      throw reason;
    }
    // A call that began with little time left proves nothing about the server.
    const hasty =
      outcome.kind === "timeout" && outcome.deadline === "total" && sent.totalMs < limits.headersMs;
    if (hasty) breaker.abandoned(admission);
    else if (isOutage(outcome)) breaker.failed(admission);
    else breaker.succeeded();
    return { outcome, admission, sentAt, generation };
  } finally {
    leave();
  }
}

/** The path stands below the configured base, whatever links a reply held; the secret is unwrapped here and nowhere else. */
function onTheWire({ base, account }: Upstream, ask: Ask, totalMs: number): Attempt {
  const credential = Buffer.from(`${account.apiKey}:${account.secret.reveal()}`).toString("base64");
  // `+` means a space in forms only; `%20` means one everywhere.
  const query = ask.params?.toString().replaceAll("+", "%20") ?? "";
  return {
    method: ask.method,
    path: `${base.pathname.replace(/\/+$/, "")}${ask.path}${query === "" ? "" : `?${query}`}`,
    headers: {
      accept: "application/json",
      "accept-encoding": "identity",
      authorization: `Basic ${credential}`,
      "user-agent": "vonage-audit-console",
    },
    maxBytes: ask.maxBytes,
    totalMs,
  };
}

/** A server that says no, or nonsense, is up. */
function isOutage(outcome: Outcome): boolean {
  if (outcome.kind === "reply") return outcome.reply.status >= 500;
  return outcome.kind === "timeout" || outcome.kind === "transport";
}
