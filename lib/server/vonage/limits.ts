/** Durations in ms, sizes in bytes. Specs shorten them; the program runs with `LIMITS`. */
export interface Limits {
  /** TCP and TLS. */
  readonly connectMs: number;
  /** From the request's sending to the reply's first line. */
  readonly headersMs: number;
  /** From the first line to the last byte, however steadily it drips. */
  readonly bodyMs: number;
  /** Of a reply that is an error: its text matters only for telling a throttle. */
  readonly errorBodyMs: number;
  /** Everything: waiting, all attempts, the pauses between them. */
  readonly totalMs: number;
  readonly attempts: number;
  /** The pause before attempt n + 1 is random up to this × 2ⁿ⁻¹. */
  readonly backoffMs: number;
  /** The longest that a request waits for a throttle to end; beyond, it fails at once and says when. */
  readonly throttleWaitMs: number;
  /** The longest `Retry-After` that is believed. */
  readonly throttleCapMs: number;
  /** The pause where a throttle names none; doubles while throttles follow each other. */
  readonly throttleDefaultMs: number;
  /** Failures in a row that open the breaker. */
  readonly breakerFailures: number;
  /** How long it stays open at first, and at most: the time doubles with every probe that fails. */
  readonly breakerOpenMs: number;
  readonly breakerMostMs: number;
  /** Calls of one account at once: above the twenty that may hang beside a request that should still be served. */
  readonly connections: number;
  readonly requestsPerSecond: number;
  readonly listBytes: number;
  readonly eventBytes: number;
  readonly errorBytes: number;
  readonly typesKeptMs: number;
  readonly fallbackKeptMs: number;
}

const MIB = 2 ** 20;

/** Below 30 s in all, which is what a reader of ours is promised, with room for the work around the call. */
export const LIMITS: Limits = {
  connectMs: 4_000,
  headersMs: 15_000,
  bodyMs: 10_000,
  errorBodyMs: 1_000,
  totalMs: 20_000,
  attempts: 3,
  backoffMs: 250,
  throttleWaitMs: 10_000,
  throttleCapMs: 60_000,
  throttleDefaultMs: 1_000,
  breakerFailures: 5,
  breakerOpenMs: 1_000,
  breakerMostMs: 15_000,
  connections: 24,
  requestsPerSecond: 20,
  listBytes: 12 * MIB,
  eventBytes: 12 * MIB,
  errorBytes: 64 * 1024,
  typesKeptMs: 600_000,
  fallbackKeptMs: 30_000,
};
