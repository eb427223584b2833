import type { FacetWish } from "../archive.ts";

/** New values are rare ones, and more than a person reads: of a busy account's numbers a quarter brings thousands. */
const MOST_NEW = 100;

/**
 * The values that a facet lists, in their order: the first `size` of the wished order, the first of those that are new, the rarest,
 * and its own filter's, which stay listed even when nothing carries them.
 */
export function chooseValues(
  counts: ReadonlyMap<string, number>,
  fresh: ReadonlySet<string>,
  own: readonly string[],
  { size, search, order, rare = 0 }: FacetWish,
): string[] {
  const part = search?.toLowerCase() ?? "";
  const fits = (value: string) => part === "" || value.toLowerCase().includes(part);
  const countOf = (value: string) => counts.get(value) ?? 0;
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const before = (a: string, b: string) => (order === "count" ? countOf(b) - countOf(a) : 0) || byText(a, b);
  const first = (values: readonly string[], most: number) =>
    (order === "count" ? mostFrequent(values, countOf, most) : values).toSorted(before).slice(0, most);
  const values = [...counts.keys()].filter(fits);
  const newOnes = values.filter((value) => fresh.has(value));
  const rarest = mostFrequent(values, (value) => -countOf(value), rare)
    .toSorted((a, b) => countOf(a) - countOf(b) || byText(a, b))
    .slice(0, rare);
  const listed = [...first(values, size), ...first(newOnes, MOST_NEW), ...rarest, ...own.filter(fits)];
  return [...new Set(listed)].sort(before);
}

/** A few more than `most` values, the most frequent ones among them: a hundred thousand are not sorted by their text for fifty. */
function mostFrequent(
  values: readonly string[],
  countOf: (value: string) => number,
  most: number,
): readonly string[] {
  if (most === 0) return [];
  if (values.length <= most) return values;
  const sorted = Float64Array.from(values, countOf).sort();
  const least = sorted[sorted.length - most] ?? 0;
  return values.filter((value) => countOf(value) >= least);
}
