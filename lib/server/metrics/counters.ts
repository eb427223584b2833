import "server-only";

// Pages, routes and instrumentation load this module apart; what they count is one.
const KEY = Symbol.for("audit-console.counters");
const holder = globalThis as { [KEY]?: Counters };

interface Counters {
  /** `route status` → answers. Both come from closed sets, so that nobody can fill the memory by asking. */
  answers: Map<string, number>;
  recordsWritten: number;
  recordsFailed: number;
}

export const counters = (): Counters =>
  (holder[KEY] ??= { answers: new Map<string, number>(), recordsWritten: 0, recordsFailed: 0 });

export function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
