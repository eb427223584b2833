import type { Bare } from "./bare.ts";
import type { Asked } from "./questions.ts";

/** In ms: how long it took, and the processor's time of the whole process, which other work on the machine does not lengthen as much. */
export interface Sample {
  readonly wall: number;
  readonly cpu: number;
}

export interface Samples {
  readonly archive: Sample[];
  /** Bare SQL on this thread, and on one of its own. */
  readonly here: Sample[];
  readonly there: Sample[];
}

/** Asks every question in turn, the archive and bare SQL one after the other, so that all meet the same noise. */
export async function measure(
  asked: readonly Asked[],
  rounds: number,
  bare: Bare | null,
): Promise<Map<string, Samples>> {
  const samples = new Map<string, Samples>();
  for (const { name } of asked) samples.set(name, { archive: [], here: [], there: [] });
  for (let round = 0; round < rounds; round++) {
    for (const one of asked) {
      const own = samples.get(one.name);
      if (round % one.every === 0) own?.archive.push(await sampled(one.archive));
      if (bare === null || round % one.bareEvery !== 0) continue;
      const [first, second] = [one.bare(), one.bare()];
      own?.here.push(await sampled(async () => bare.here(first)));
      own?.there.push(await sampled(() => bare.there(second)));
    }
  }
  return samples;
}

async function sampled(work: () => Promise<unknown>): Promise<Sample> {
  const used = process.cpuUsage();
  const begun = performance.now();
  await work();
  const wall = performance.now() - begun;
  const { user, system } = process.cpuUsage(used);
  return { wall, cpu: (user + system) / 1000 };
}

/** The value under which the given share lies; NaN of none. */
export function quantile(samples: readonly Sample[], of: keyof Sample, share: number): number {
  const sorted = samples.map((sample) => sample[of]).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
