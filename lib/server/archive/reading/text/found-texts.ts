import type { SeqSet } from "../../columns/seq-set.ts";

/** What a text was found in, among the events up to a seq. */
interface FoundText {
  readonly seqs: SeqSet;
  readonly upTo: number;
}

const MOST = 8;

/** Texts of an account that were looked for in all its events. Events never change: only those that came since must be looked at. */
export class FoundTexts {
  private readonly found = new Map<string, FoundText>();

  get(key: string): FoundText | undefined {
    const held = this.found.get(key);
    if (held === undefined) return undefined;
    this.found.delete(key);
    this.found.set(key, held);
    return held;
  }

  put(key: string, found: FoundText): void {
    this.found.set(key, found);
    for (const oldest of this.found.keys()) {
      if (this.found.size <= MOST) break;
      this.found.delete(oldest);
    }
  }
}
