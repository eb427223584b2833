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

/** However few seconds there are. */
const FEWEST_ROUNDS = 10;

/**
 * Asks the questions in turn for so many seconds, the archive and bare SQL one after the other, so that all meet the same noise. Bare SQL gets no
 * more time for a question than the archive, where it would take much longer: then it is asked in fewer rounds.
 */
export async function measure(
  asked: readonly Asked[],
  seconds: number,
  bare: Bare | null,
): Promise<Map<string, Samples>> {
  const samples = new Map<string, Samples>();
  for (const { name } of asked) samples.set(name, { archive: [], here: [], there: [] });
  const ahead = new Map<string, number>();
  const end = performance.now() + seconds * 1000;
  for (let round = 0; round < FEWEST_ROUNDS || performance.now() < end; round++) {
    for (const one of asked) {
      const own = samples.get(one.name);
      if (own === undefined) continue;
      const sample = await sampled(one.archive);
      own.archive.push(sample);
      // How much longer the archive has been asked than bare SQL.
      const lead = (ahead.get(one.name) ?? 0) + sample.wall;
      ahead.set(one.name, lead);
      if (bare === null || lead < 0) continue;
      const [first, second] = [one.bare(), one.bare()];
      own.here.push(await sampled(async () => bare.here(first)));
      const there = await sampled(() => bare.there(second));
      own.there.push(there);
      ahead.set(one.name, lead - there.wall);
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
