import { statSync } from "node:fs";
import { log } from "../../log.ts";
import type { Account } from "./account.ts";

/** The files that accounts were read from, and how to read them again. `load` throws what the start would have thrown. */
export interface Source {
  readonly files: readonly string[];
  readonly load: () => readonly Account[];
}

/** How often files are looked at, at most; and, after a refusal, how often they are read. */
const LOOK_MS = 3_000;
const REFUSED_MS = 1_000;

/**
 * Keeps the accounts' secrets as their files have them, so that a secret can be rotated without a restart. It runs only when
 * somebody asks the upstream: nothing is watched, and a mounted file that is swapped by a link is seen like any other.
 */
export class Rotation {
  readonly #accounts: readonly Account[];
  readonly #source: Source;
  readonly #now: () => number;
  #seen: string;
  #lookedAt = 0;
  #readAt = 0;
  #complaint = "";
  #restart = "";

  constructor(accounts: readonly Account[], source: Source, now: () => number = () => performance.now()) {
    this.#accounts = accounts;
    this.#source = source;
    this.#now = now;
    this.#seen = this.#stamps();
    this.#lookedAt = this.#readAt = now();
  }

  /** Reads the files again when one has changed. `refused`: the upstream just said no, so they are read whatever their time says. */
  check(refused = false): void {
    const now = this.#now();
    if (now - (refused ? this.#readAt : this.#lookedAt) < (refused ? REFUSED_MS : LOOK_MS)) return;
    this.#lookedAt = now;
    const stamps = this.#stamps();
    if (!refused && stamps === this.#seen) return;
    this.#seen = stamps;
    this.#readAt = now;
    try {
      this.#take(this.#source.load());
      this.#complaint = "";
    } catch (error) {
      // A file may be half written. It is read again when it changes or the upstream refuses; one line tells of each fault.
      const reason = error instanceof Error ? error.message : "unknown";
      if (reason !== this.#complaint)
        log("warn", "the accounts' files cannot be used: the secrets read before stay in force", { reason });
      this.#complaint = reason;
      this.#seen = "";
    }
  }

  #take(found: readonly Account[]): void {
    const byKey = new Map(found.map((account) => [account.apiKey, account]));
    for (const account of this.#accounts) {
      const fresh = byKey.get(account.apiKey);
      if (fresh && account.secret.renew(fresh.secret))
        log("info", "the secret of an account was read again", { account: account.name });
    }
    const known = new Set(this.#accounts.map(({ apiKey }) => apiKey));
    const added = found.filter(({ apiKey }) => !known.has(apiKey)).map(({ name }) => name);
    const removed = this.#accounts.filter(({ apiKey }) => !byKey.has(apiKey)).map(({ name }) => name);
    const restart = JSON.stringify([added, removed]);
    if (added.length + removed.length > 0 && restart !== this.#restart)
      log("warn", "accounts were added to their file or taken out: that needs a restart", { added, removed });
    this.#restart = restart;
  }

  /** Time, number and size of each file; a missing one is a change as well. */
  #stamps(): string {
    return this.#source.files
      .map((file) => {
        try {
          const { mtimeMs, ino, size } = statSync(file);
          return `${mtimeMs} ${ino} ${size}`;
        } catch {
          return "none";
        }
      })
      .join("\n");
  }
}
