import "server-only";

/**
 * A map that the whole process shares. Next loads this folder once for pages and once for routes; what one has learnt of an
 * account the other should know.
 */
export function processWide<Value>(name: string): Map<string, Value> {
  const key = Symbol.for(`audit-console.${name}`);
  const holder = globalThis as { [key: symbol]: Map<string, Value> | undefined };
  return (holder[key] ??= new Map<string, Value>());
}
