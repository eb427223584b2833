import type { AuditEvent } from "../../../audit/event.ts";
import type { CoverageState, Reading } from "../archive.ts";
import { SINCE_EVER } from "../schema.ts";

/** What a write needs of an event. The rest is read from `raw` again, off the event loop. */
export interface Incoming {
  readonly id: string;
  /** Seconds since 1970; `null`: time unknown. */
  readonly at: number | null;
  readonly raw: string;
}

/** A reading as it goes to the writer. Spans are in seconds, both ends inclusive. */
export interface Batch {
  readonly account: string;
  readonly from: number;
  readonly to: number;
  readonly state: CoverageState;
  readonly reason: string | null;
  readonly readAt: number;
  /** When it is written. */
  readonly now: number;
  readonly events: readonly Incoming[];
}

const toIncoming = ({ id, at, raw }: AuditEvent): Incoming => ({
  id,
  at: at === null ? null : Math.floor(at / 1000),
  raw,
});

/** A span in whole seconds: what lies wholly inside the given one. */
export const secondsOf = (from: number | null, to: number): { from: number; to: number } => ({
  from: from === null ? SINCE_EVER : Math.ceil(from / 1000),
  to: Math.floor(to / 1000),
});

/** `reason` is given where the window could not be read whole. */
export const toBatch = (reading: Reading, reason: string | null, now: number): Batch => ({
  account: reading.account,
  ...secondsOf(reading.from, reading.to),
  state: reason !== null ? "missing" : reading.settled ? "settled" : "open",
  reason,
  readAt: reading.readAt,
  now,
  events: reading.events.map(toIncoming),
});
