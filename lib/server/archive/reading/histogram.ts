import type { Summary, SummaryWish } from "../archive.ts";
import type { Trx } from "../db.ts";
import type { Counted } from "./facet.ts";

/** Every bucket that was asked for, empty ones too. The type of events that carry none is the empty text. */
export async function histogramOf(
  trx: Trx,
  counted: readonly Counted[],
  { start, seconds, buckets }: NonNullable<SummaryWish["histogram"]>,
): Promise<NonNullable<Summary["histogram"]>> {
  const outside = new Map<string, number>();
  const byType = Array.from({ length: buckets }, () => new Map<string, number>());
  for (const { account, tally } of counted) {
    const types = await account.termsOf(trx, "type");
    const add = (bar: Map<string, number> | undefined, counts: ReadonlyMap<number, number>) => {
      for (const [code, rows] of counts) {
        const type = types.value(code);
        bar?.set(type, (bar.get(type) ?? 0) + rows);
      }
    };
    for (const [bucket, counts] of tally.histogram) add(byType[bucket], counts);
    add(outside, tally.outside);
  }
  const told = (bar: ReadonlyMap<string, number>) => ({
    total: [...bar.values()].reduce((a, b) => a + b, 0),
    byType: Object.fromEntries(bar),
  });
  return {
    buckets: byType.map((bar, i) => ({ start: start + i * seconds * 1000, ...told(bar) })),
    outside: told(outside),
  };
}
