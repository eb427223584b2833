import { AuditError } from "../../audit/errors.ts";
import { dueIn } from "./due.ts";
import type { SyncSettings } from "./settings.ts";

/** What went wrong last, and when to try again. */
export class Trouble {
  readonly #settings: SyncSettings;
  readonly #generation: () => number;
  #inRow = 0;
  #since = 0;
  #pauseMs = 0;
  #refused: number | null = null;
  #reason: string | null = null;

  constructor(settings: SyncSettings, secretGeneration: () => number) {
    this.#settings = settings;
    this.#generation = secretGeneration;
  }

  /** One sentence; `null`: the last try went well. */
  get reason(): string | null {
    return this.#reason;
  }

  /** The upstream refuses the account's key: asking again would change nothing. */
  get isRefused(): boolean {
    return this.#refused !== null;
  }

  /** Milliseconds until the next try. A secret that was read anew is tried at once. */
  get waitMs(): number {
    if (this.#refused !== null && this.#refused !== this.#generation()) this.clear();
    return dueIn(this.#since, this.#pauseMs, this.#settings.now());
  }

  clear(): void {
    this.#inRow = 0;
    this.#pauseMs = 0;
    this.#refused = null;
    this.#reason = null;
  }

  failed(error: unknown): void {
    const { backoffMs, now, refusedAgainMs } = this.#settings;
    const [first, most] = backoffMs;
    this.#inRow += 1;
    this.#reason = error instanceof AuditError ? error.message : "The archive could not be read or written.";
    const refused = error instanceof AuditError && error.code === "upstream_unauthorized";
    this.#refused = refused ? this.#generation() : null;
    const backoff = Math.min(most, first * 2 ** Math.min(this.#inRow - 1, 16)) * (0.5 + Math.random() / 2);
    // A throttle and an open breaker say when it makes sense to ask again.
    const { retryAt } = error as { retryAt?: unknown };
    const named = typeof retryAt === "number" ? retryAt - Date.now() : 0;
    this.#since = now();
    this.#pauseMs = refused ? refusedAgainMs : Math.max(backoff, named);
  }
}
