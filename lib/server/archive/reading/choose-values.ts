import type { FacetWish } from "../archive.ts";

/** The values that a facet lists, in their order: the first `size` of the wished order, and those that are always there. */
export function chooseValues(
  counts: ReadonlyMap<string, number>,
  always: ReadonlySet<string>,
  { size, search, order }: FacetWish,
): string[] {
  const part = search?.toLowerCase() ?? "";
  const fits = (value: string) => part === "" || value.toLowerCase().includes(part);
  const values = [...counts.keys()].filter(fits);
  const before = (a: string, b: string) =>
    (order === "count" ? (counts.get(b) ?? 0) - (counts.get(a) ?? 0) : 0) || (a < b ? -1 : a > b ? 1 : 0);
  const chosen = new Set(order === "count" ? mostFrequent(values, counts, size) : values);
  const first = [...chosen].sort(before).slice(0, size);
  return [...new Set([...first, ...[...always].filter(fits)])].sort(before);
}

/** A few more than `size` values, the most frequent ones among them: a hundred thousand are not sorted by their text for fifty. */
function mostFrequent(values: string[], counts: ReadonlyMap<string, number>, size: number): string[] {
  if (values.length <= size) return values;
  const sorted = Float64Array.from(values, (value) => counts.get(value) ?? 0).sort();
  const least = sorted[sorted.length - size] ?? 0;
  return values.filter((value) => (counts.get(value) ?? 0) >= least);
}
