import type { Trx } from "../db.ts";
import type { Lane, Ref } from "./lane.ts";
import { idsOf } from "./rows.ts";

/** Of one account events come in batches, small ones first: most readers want a page. */
const FIRST = 64;
const MOST = 512;

/**
 * The events of several accounts in one order: (time, id), both falling or both rising, unknown times last, equal ids of two accounts by
 * account. Within an account the columns are in order already; ids are read only for the seconds in which two accounts meet.
 */
export async function* inOrder(
  trx: Trx,
  lanes: readonly Lane[],
  newestFirst: boolean,
): AsyncGenerator<readonly Ref[]> {
  let most = FIRST;
  for (let batch: Ref[] = []; ; batch = []) {
    for (const lane of lanes) if (lane.current === null) await lane.fill();
    const open = lanes.filter((lane) => lane.current !== null);
    const [only] = open;
    if (only === undefined) return;
    if (open.length === 1) {
      for (; only.current !== null && batch.length < most; only.take()) batch.push(only.current);
      yield batch;
      most = Math.min(most * 2, MOST);
      continue;
    }
    const at = foremost(open, newestFirst);
    let met = 0;
    for (const lane of open) {
      const before = batch.length;
      // A second never stands in two segments: what the lane holds ready is all of it.
      for (; lane.current?.at === at; lane.take()) batch.push(lane.current);
      if (batch.length > before) met++;
    }
    yield met > 1 ? await byId(trx, batch, newestFirst) : batch;
  }
}

function foremost(lanes: readonly Lane[], newestFirst: boolean): number | null {
  const times = lanes.map(({ current }) => current?.at ?? null).filter((at) => at !== null);
  if (times.length === 0) return null;
  return newestFirst ? Math.max(...times) : Math.min(...times);
}

async function byId(trx: Trx, refs: readonly Ref[], newestFirst: boolean): Promise<Ref[]> {
  const sign = newestFirst ? -1 : 1;
  const ids = await idsOf(trx, refs);
  const order = (a: string, b: string) => (a === b ? 0 : a < b ? -sign : sign);
  return [...refs].sort(
    (a, b) => order(ids.get(a) ?? "", ids.get(b) ?? "") || order(a.account.key, b.account.key),
  );
}
