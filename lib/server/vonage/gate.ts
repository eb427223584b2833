/** At most `places` at once, in order of arrival; background work after all others. */
export class Gate {
  #free: number;
  readonly #waiting = new Set<() => void>();
  readonly #background = new Set<() => void>();

  constructor(places: number) {
    this.#free = places;
  }

  /** Resolves to the function that gives the place back, to `null` after `mostMs`; rejects when the signal aborts. */
  enter(mostMs: number, signal?: AbortSignal, background = false): Promise<(() => void) | null> {
    const waiting = background ? this.#background : this.#waiting;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.#free > 0) {
        this.#free -= 1;
        return resolve(this.#leave());
      }
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        waiting.delete(admit);
      };
      const admit = () => {
        settle();
        resolve(this.#leave());
      };
      const abort = () => {
        settle();
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        settle();
        resolve(null);
      }, mostMs);
      signal?.addEventListener("abort", abort, { once: true });
      waiting.add(admit);
    });
  }

  #leave(): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const [next = this.#background.values().next().value] = this.#waiting;
      if (next === undefined) this.#free += 1;
      else next();
    };
  }
}
