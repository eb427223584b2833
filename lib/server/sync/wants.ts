import type { Span } from "./span.ts";

const MOST = 32;

/** Windows that people have asked for and that are not covered yet: the last asked goes first. Kept in memory alone. */
export class Wants {
  #spans: Span[] = [];

  get all(): readonly Span[] {
    return this.#spans;
  }

  add({ from, to }: Span): void {
    const others = this.#spans.filter((span) => span.from !== from || span.to !== to);
    this.#spans = [{ from, to }, ...others].slice(0, MOST);
  }

  /** Forgets those that need nothing any more. */
  sweep(isOpen: (span: Span) => boolean): void {
    this.#spans = this.#spans.filter(isOpen);
  }
}
