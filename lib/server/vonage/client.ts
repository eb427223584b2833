import { AuditError, type ErrorCode } from "../../audit/errors.ts";
import type { Ask, CallOptions } from "./ask.ts";
import { Deadline, pause } from "./deadline.ts";
import { CredentialRefused, type UpstreamRequest } from "./errors/index.ts";
import { judge } from "./judge.ts";
import { takeTurn } from "./take-turn.ts";
import type { Reply } from "./transport.ts";
import type { Upstream } from "./upstream.ts";

/** A reply with its description of the call, for errors that are found later, in the body. */
export interface Answer {
  readonly reply: Reply;
  readonly request: UpstreamRequest;
}

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
  let renewed = false;
  const request = (): UpstreamRequest => ({
    method: ask.method,
    path: ask.path,
    account: account.name,
    attempts,
    elapsedMs: Math.round(performance.now() - started),
  });

  try {
    for (;;) {
      const turn = await takeTurn(upstream, ask, options, deadline, request, () => {
        attempts += 1;
      });
      const verdict = judge(upstream, turn, request(), ask.maxBytes);
      if ("reply" in verdict) {
        noteOutcome(upstream, null);
        return { reply: verdict.reply, request: request() };
      }
      const { error, againInMs } = verdict;
      upstream.log("upstream attempt failed", { ...request(), failure: error.name, detail: error.message });
      if (!renewed && error instanceof CredentialRefused && error.upstreamStatus === 401) {
        // The secret may have been rotated a moment ago: read anew, here or by another request, it is worth one more try.
        account.rotation?.check(true);
        renewed = account.secret.generation !== turn.generation;
        if (renewed) continue;
      }
      // After a probe, or once the breaker has opened, asking again is not this request's business.
      const last = attempts >= most || turn.admission === "probe" || shared.breaker.state !== "closed";
      if (againInMs === null || last || againInMs >= deadline.left) throw error;
      await pause(againInMs, options.signal);
    }
  } catch (error) {
    if (error instanceof AuditError) {
      noteOutcome(upstream, error.code);
    }
    throw error;
  }
}

function noteOutcome({ shared: { tally } }: Upstream, code: ErrorCode | null): void {
  const outcome = code ?? "answered";
  tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
  tally.last = { at: Date.now(), code };
  if (code !== null) tally.failed += 1;
}
