import { inspect } from "node:util";

const REDACTED = "[secret]";

/**
 * A secret that no log, template string, JSON or inspector shows: only `reveal()` gives it, at the one place that sends it.
 */
export class Secret {
  #value: string;
  #generation = 0;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /** How often the value has changed: whoever was refused sees whether another try would send another value. */
  get generation(): number {
    return this.#generation;
  }

  /** Takes over a new value, for everyone who holds this secret; false when it is the old one. */
  renew(value: Secret): boolean {
    const next = value.reveal();
    if (next === this.#value) return false;
    this.#value = next;
    this.#generation += 1;
    return true;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
