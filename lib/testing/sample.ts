/** `npm run test:full` runs the large matrices whole; `npm test` the same seeded sample of them each time. */
export const FULL = process.env["AUDIT_TEST_FULL"] === "1";

/** mulberry32: the same numbers from the same seed, on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All of them in a full run, else `most`, spread over the whole and in its order. */
export function sampleOf<Item>(all: readonly Item[], most: number, seed = 1, full = FULL): readonly Item[] {
  if (full || all.length <= most) return all;
  const random = randomFrom(seed);
  // One of each stretch, so that no part of a matrix goes untried.
  return Array.from({ length: most }, (_, i) => {
    const start = (i * all.length) / most;
    return all[Math.floor(start + random() * (all.length / most))] as Item;
  });
}

/** A number of repetitions: `whole` in a full run, else `few`. */
export const timesOf = (whole: number, few: number): number => (FULL ? whole : few);
