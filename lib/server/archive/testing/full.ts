/** Whether the large matrices run whole (`npm run test:full`). */
export const FULL = process.env["AUDIT_TEST_FULL"] === "1";

/** All of them in the full run; else the edges and some others, which ones changes with the day. */
export function sampleOf<Item>(
  all: readonly Item[],
  count: number,
  edges: readonly Item[] = [],
): readonly Item[] {
  if (FULL) return all;
  let seed = Math.floor(Date.now() / 86_400_000);
  const picked = new Set(edges);
  for (let i = 0; i < count; i++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    const item = all[(seed >>> 8) % all.length];
    if (item !== undefined) picked.add(item);
  }
  return [...picked];
}
