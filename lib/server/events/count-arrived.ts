import "server-only";
import type { Instant } from "../../audit/event.ts";
import type { EventQuery } from "../../audit/query.ts";
import { toIso } from "../../audit/time/format.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import type { Principal } from "../identity/index.ts";
import { arrivedInArchive } from "./archived-list.ts";
import { arrivedNow } from "./arrived.ts";
import { asked } from "./asked.ts";
import { newCall } from "./call.ts";
import { currentAsOf, recordList } from "./list.ts";

/**
 * How many events of a query are newer than `since`, the moment up to which a list of it was read; as of now. A
 * list that is looked at polls this: it is the same reading, in the same words, so it has the same record.
 */
export async function countArrived(
  principal: Principal,
  query: EventQuery,
  since: Instant,
  signal?: AbortSignal,
): Promise<{ arrivedSince: number; since: string }> {
  const { accounts, held } = asked(principal, query);
  await recordList(principal, accounts, query);
  const asOf = Math.min(since, currentAsOf());
  const window = resolveWindow(query.time, asOf);
  const count =
    held === null
      ? arrivedNow(accounts[0], query, window, newCall(signal))
      : arrivedInArchive(
          held,
          accounts.map(({ apiKey }) => apiKey),
          query,
          window,
        );
  return { arrivedSince: await count, since: toIso(asOf) };
}
