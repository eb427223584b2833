import type { Context } from "./context/index.ts";

/** An instant: milliseconds since the epoch, UTC. Audit events carry whole seconds. */
export type Instant = number;

/**
 * One audit event as the console understands it. `raw` is the exact text the upstream sent; all else is read from it and may
 * be absent: the contract requires no field.
 */
export interface AuditEvent {
  /** The upstream's id, or `x-` and the SHA-256 of `raw` where it sent none that is usable. */
  readonly id: string;
  /** Types are open: any text. Empty when the event carries none. */
  readonly type: string;
  readonly description: string | null;
  /** As sent: `2018-07-04T11:41:32`, without zone. */
  readonly createdAt: string | null;
  /** `createdAt` read in the declared zone; `null` when it is no time ("time unknown"). */
  readonly at: Instant | null;
  readonly userEmail: string | null;
  /** Exact digits as sent. */
  readonly userId: string | null;
  readonly accountId: string | null;
  /** `CD` Customer Dashboard, `DEVAPI` Developer API, or whatever was sent. */
  readonly source: string | null;
  readonly sourceDescription: string | null;
  /** `null` also for the empty string, which the upstream sends. */
  readonly sourceIp: string | null;
  readonly sourceCountry: string | null;
  readonly context: Context;
  /** Remarks on this event, e.g. `missing:id`, `wrong_type:source_ip`, `misfit:context`. Empty for a well-formed one. */
  readonly marks: readonly string[];
  readonly raw: string;
}
