import type { EventStore } from "./event-store";

export interface Filter {
  readonly types: readonly string[] | null;
  readonly from: number;
  readonly to: number;
  readonly needle: string | null;
}

/** What a filter matches, in order of time: a plain range of positions where it can be, else a list of them. */
export interface Selection {
  readonly total: number;
  /** The store's position of the i-th match. */
  position(i: number): number;
}

function range(start: number, end: number): Selection {
  return { total: Math.max(0, end - start), position: (i) => start + i };
}

function scan(store: EventStore, filter: Filter, start: number, end: number): Selection {
  const wanted = filter.types && new Set(filter.types.map((type) => store.typeNumberOf(type)));
  const { needle } = filter;
  const found: number[] = [];
  for (let position = start; position < end; position += 1) {
    if (wanted && !wanted.has(store.typeAt(position))) continue;
    if (needle !== null && !store.textAt(position).toLowerCase().includes(needle)) continue;
    found.push(position);
  }
  const positions = Int32Array.from(found);
  return { total: positions.length, position: (i) => positions[i]! };
}

const KEPT = 32;

/** Answers filters over one store. Scans are kept while nothing is added, since pages are asked for one after another. */
export class Selector {
  private readonly kept = new Map<string, Selection>();
  private version = -1;

  constructor(private readonly store: EventStore) {}

  select(filter: Filter): Selection {
    const start = filter.from === -Infinity ? 0 : this.store.lowerBound(filter.from);
    const end = filter.to === Infinity ? this.store.size : this.store.lowerBound(filter.to + 1);
    if (!filter.types && filter.needle === null) return range(start, end);

    if (this.version !== this.store.version) {
      this.kept.clear();
      this.version = this.store.version;
    }
    const key = JSON.stringify([filter.types, start, end, filter.needle]);
    let selection = this.kept.get(key);
    if (!selection) {
      selection = scan(this.store, filter, start, end);
      this.kept.set(key, selection);
      for (const oldest of this.kept.keys()) {
        if (this.kept.size <= KEPT) break;
        this.kept.delete(oldest);
      }
    }
    return selection;
  }
}
