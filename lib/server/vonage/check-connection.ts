import { AuditError, type ErrorCode } from "../../audit/errors.ts";
import type { CallOptions } from "./ask.ts";
import { CredentialRefused, Redirected } from "./errors/index.ts";
import { listEvents } from "./list-events.ts";
import type { Upstream } from "./upstream.ts";

export type ConnectionState =
  "ok" | "wrong_secret" | "no_access" | "wrong_url" | "unreachable" | "throttled" | "malformed";

export interface ConnectionCheck {
  readonly state: ConnectionState;
  /** A sentence for the operator. */
  readonly detail: string;
  readonly ms: number;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
  /** All events of the account; absent unless `state` is `ok`. */
  readonly total?: number;
}

const STATES: Partial<Record<ErrorCode, ConnectionState>> = {
  upstream_not_found: "wrong_url",
  upstream_throttled: "throttled",
  upstream_malformed: "malformed",
};

/** Asks for one event, past an open breaker: whoever presses the button wants to know how it is now. Rejects only for an abort. */
export async function checkConnection(
  upstream: Upstream,
  { signal }: CallOptions = {},
): Promise<ConnectionCheck> {
  const started = performance.now();
  const report = (state: ConnectionState, detail: string): ConnectionCheck => ({
    state,
    detail,
    ms: Math.round(performance.now() - started),
    checkedAt: new Date().toISOString(),
  });
  try {
    const params = new URLSearchParams({ page: "1", size: "1" });
    const { page } = await listEvents(upstream, params, { signal, insistent: true });
    return { ...report("ok", "The Audit API answers this account."), total: page.totalElements };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    if (error instanceof CredentialRefused)
      return report(error.upstreamStatus === 401 ? "wrong_secret" : "no_access", error.message);
    if (error instanceof Redirected) return report("wrong_url", error.message);
    return report(STATES[error.code] ?? "unreachable", error.message);
  }
}
