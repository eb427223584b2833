import type { Deadline } from "./deadline.ts";

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
  /** Nobody waits for it: it goes after everybody who does, and takes at most half of the account's rate. */
  readonly background?: boolean | undefined;
}
