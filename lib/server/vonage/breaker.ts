export type Admission = "call" | "probe" | "refused";

/**
 * Stops asking a server that is down. Closed: every call goes. Open: none, for a while. Then one probe: if it is answered, all
 * go again; if not, the wait doubles. Whether a *failed* call means "down" is the caller's to say.
 */
export class Breaker {
  readonly #failures: number;
  readonly #openMs: number;
  readonly #mostMs: number;
  #inRow = 0;
  #openUntil: number | null = null;
  #wait: number;
  #probing = false;

  constructor(failures: number, openMs: number, mostMs: number) {
    this.#failures = failures;
    this.#openMs = openMs;
    this.#mostMs = mostMs;
    this.#wait = openMs;
  }

  get state(): "closed" | "open" | "half_open" {
    if (this.#openUntil === null) return "closed";
    return this.#probing || performance.now() >= this.#openUntil ? "half_open" : "open";
  }

  /** Milliseconds until the next probe; 0 when one may go or is under way. */
  get opensIn(): number {
    return this.#openUntil === null ? 0 : Math.max(0, this.#openUntil - performance.now());
  }

  /** Who is admitted as `probe` must report by `succeeded`, `failed` or `abandoned`. */
  admit(): Admission {
    if (this.#openUntil === null) return "call";
    if (this.#probing || performance.now() < this.#openUntil) return "refused";
    this.#probing = true;
    return "probe";
  }

  /** Upstream answered, with whatever it was. */
  succeeded(): void {
    this.#inRow = 0;
    this.#openUntil = null;
    this.#probing = false;
    this.#wait = this.#openMs;
  }

  failed(admission: Admission): void {
    this.#inRow += 1;
    if (admission === "probe") {
      this.#probing = false;
      this.#wait = Math.min(this.#wait * 2, this.#mostMs);
      this.#openUntil = performance.now() + this.#wait;
    } else if (this.#openUntil === null && this.#inRow >= this.#failures) {
      this.#openUntil = performance.now() + this.#wait;
    }
  }

  /** The call was given up by its caller: nothing was learnt. */
  abandoned(admission: Admission): void {
    if (admission === "probe") this.#probing = false;
  }
}
