import "server-only";

/** What became of one try. `left` is how many come before a wait, `waitSeconds` how long the next must wait. */
export type Try<Value> =
  | { outcome: "accepted"; value: Value }
  | { outcome: "refused"; left: number; waitSeconds: number }
  | { outcome: "throttled"; waitSeconds: number };

const WINDOW_MS = 15 * 60_000;
const CHECKS = 10;
/** After so many in a row each further try waits a minute, until the window's ten are used up. */
const QUICK = 8;
const PAUSE_MS = 60_000;
/** Each new key costs a guesser one argon2 check, so that pushing a key out by others takes longer than its window. */
const MAX_KEYS = 50_000;
const MAX_QUEUE = 50;

interface Entry {
  /** When the checks of the window began, oldest first. */
  checks: number[];
  queue: Promise<unknown>;
  waiting: number;
}

/**
 * Limits guesses: at most ten checks in fifteen minutes for a key, and nothing beyond that quarter of an hour. The tries of one
 * key run one after another, so that many at once are counted like many in turn. A right one clears the count.
 */
export class Throttle {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** `check` resolves with null for a wrong guess. It is not called at all while the key has to wait. */
  async attempt<Value>(key: string, check: () => Promise<Value | null>): Promise<Try<Value>> {
    const entry = this.#entry(key);
    if (entry.waiting >= MAX_QUEUE) return { outcome: "throttled", waitSeconds: 1 };
    entry.waiting += 1;
    const turn = entry.queue.then(() => this.#turn(key, entry, check));
    entry.queue = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      entry.waiting -= 1;
    }
  }

  async #turn<Value>(key: string, entry: Entry, check: () => Promise<Value | null>): Promise<Try<Value>> {
    const wait = this.#wait(entry);
    if (wait > 0) return { outcome: "throttled", waitSeconds: wait };
    entry.checks.push(this.#now());
    const value = await check();
    if (value !== null) {
      entry.checks = [];
      if (entry.waiting === 1) this.#entries.delete(key);
      return { outcome: "accepted", value };
    }
    return {
      outcome: "refused",
      left: Math.max(0, QUICK - entry.checks.length),
      waitSeconds: this.#wait(entry),
    };
  }

  #wait(entry: Entry): number {
    const now = this.#now();
    entry.checks = entry.checks.filter((at) => at > now - WINDOW_MS);
    const [oldest = now] = entry.checks;
    const until =
      entry.checks.length >= CHECKS
        ? oldest + WINDOW_MS
        : entry.checks.length >= QUICK
          ? (entry.checks.at(-1) ?? now) + PAUSE_MS
          : now;
    return Math.max(0, Math.ceil((until - now) / 1000));
  }

  #entry(key: string): Entry {
    const entry = this.#entries.get(key) ?? { checks: [], queue: Promise.resolve(), waiting: 0 };
    // Moved to the end: a Map's first key is the one that was touched longest ago.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const [old, { waiting }] of this.#entries) {
      if (this.#entries.size <= MAX_KEYS) break;
      if (waiting === 0) this.#entries.delete(old);
    }
    return entry;
  }
}
