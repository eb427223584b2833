import type { EventType } from "../../audit/event-types.ts";

export interface TypeList {
  readonly eventTypes: readonly EventType[];
  readonly source: "upstream" | "fallback";
}

const MOST_SEEN = 500;
const MOST_LENGTH = 200;

/** What one account has told of its types: the list, for a while, and those that its events carried. */
export class TypeMemory {
  #list: TypeList | null = null;
  #until = 0;
  readonly #seen = new Map<string, string>();

  get list(): TypeList | null {
    return performance.now() < this.#until ? this.#list : null;
  }

  keep(list: TypeList, ms: number): void {
    this.#list = list;
    this.#until = performance.now() + ms;
  }

  /** Types of events that passed by. The first 500 are kept, so that a hostile history cannot fill the memory. */
  note(events: Iterable<{ readonly type: string; readonly description: string | null }>): void {
    for (const { type, description } of events) {
      if (type === "" || type.length > MOST_LENGTH || this.#seen.has(type)) continue;
      if (this.#seen.size >= MOST_SEEN) return;
      this.#seen.set(copy(type), copy((description ?? "").slice(0, MOST_LENGTH)));
    }
  }

  get seen(): EventType[] {
    return Array.from(this.#seen, ([type, description]) => ({ type, description }));
  }
}

/** A substring keeps its whole page alive in V8; what is kept for good is copied out. */
const copy = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");
