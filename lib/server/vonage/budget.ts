import { pause } from "./deadline.ts";

/**
 * How often one account may call: a token bucket that holds a second's worth. A throttle halves the rate and closes it until the
 * time that upstream named; the rate comes back over two minutes without another. Background work gets half of the rate, evenly
 * spaced, and only what nobody is waiting for.
 */
export class Budget {
  readonly #full: number;
  #rate: number;
  #tokens: number;
  #at = performance.now();
  #closedUntil = 0;
  #halvedAt = -Infinity;
  #throttlesInRow = 0;
  #nextSpareAt = 0;

  constructor(requestsPerSecond: number) {
    this.#full = requestsPerSecond;
    this.#rate = requestsPerSecond;
    this.#tokens = requestsPerSecond;
  }

  /** Calls a second, now. */
  get rate(): number {
    this.#refill();
    return this.#rate;
  }

  /** Milliseconds until upstream's own pause ends; 0 when there is none. */
  get closedFor(): number {
    return Math.max(0, this.#closedUntil - performance.now());
  }

  /**
   * Takes the next place. Resolves to `null` when its time has come, at once to the ms that it would have taken when those are
   * more than `mostMs`. An aborted waiter gives its place back and rejects with the signal's reason.
   */
  async take(mostMs: number, signal?: AbortSignal): Promise<number | null> {
    for (let left = mostMs; ;) {
      signal?.throwIfAborted();
      this.#refill();
      const wait = this.closedFor + Math.max(0, ((1 - this.#tokens) / this.#rate) * 1000);
      if (wait > left) return wait;
      // The place is taken before the wait, so that those who come later queue behind it.
      this.#tokens -= 1;
      if (wait === 0) return null;
      try {
        await pause(wait, signal);
      } catch (reason) {
        this.#tokens += 1;
        throw reason;
      }
      if (this.closedFor === 0) return null;
      // A throttle came in meanwhile: wait for its end too.
      this.#tokens += 1;
      left -= wait;
    }
  }

  /** As `take`, for background work. People who wait have taken their places already, so that it sees none left for itself. */
  async takeSpare(mostMs: number, signal?: AbortSignal): Promise<number | null> {
    for (let left = mostMs; ;) {
      signal?.throwIfAborted();
      this.#refill();
      const now = performance.now();
      const place = this.closedFor + Math.max(0, ((1 - this.#tokens) / this.#rate) * 1000);
      const wait = Math.max(place, this.#nextSpareAt - now);
      if (wait > left) return wait;
      if (wait <= 0) {
        const spacing = 2000 / this.#rate;
        this.#tokens -= 1;
        this.#nextSpareAt = Math.max(this.#nextSpareAt, now - spacing) + spacing;
        return null;
      }
      await pause(wait, signal);
      left -= wait;
    }
  }

  /** Upstream throttled a call that was sent at `sentAt` (performance.now). `null`: it named no time. */
  throttled(sentAt: number, askedMs: number | null, defaultMs: number, capMs: number): void {
    const now = performance.now();
    const fresh = sentAt >= this.#halvedAt;
    this.#refill();
    if (fresh) {
      // Calls that were under way together are throttled together, and count once.
      this.#rate = Math.max(this.#rate / 2, this.#full / 16, 0.5);
      this.#tokens = Math.min(this.#tokens, 0);
      this.#halvedAt = now;
      this.#throttlesInRow += 1;
    }
    const named = askedMs ?? defaultMs * 2 ** Math.min(this.#throttlesInRow - 1, 6);
    this.#closedUntil = Math.max(this.#closedUntil, now + Math.min(named, capMs));
  }

  answered(): void {
    this.#throttlesInRow = 0;
  }

  #refill(): void {
    const now = performance.now();
    // Nothing is saved up while closed: all who waited would rush out together.
    const seconds = Math.max(0, now - Math.max(this.#at, this.#closedUntil)) / 1000;
    this.#at = now;
    this.#rate = Math.min(this.#full, this.#rate + (this.#full * seconds) / 120);
    this.#tokens = Math.min(this.#full, this.#tokens + this.#rate * seconds);
  }
}
