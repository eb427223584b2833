import "server-only";
import { listText } from "../../audit/access-log.ts";
import type { Instant } from "../../audit/event.ts";
import type { EventQuery } from "../../audit/query.ts";
import { toIso } from "../../audit/time/format.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import { type Principal, record } from "../identity/index.ts";
import { arrivedNow } from "./arrived.ts";
import { newCall } from "./call.ts";
import { currentAsOf, listedAccount } from "./list.ts";

/**
 * How many events of a query are newer than `since`, the moment up to which a list of it was read; asked of the upstream now. A
 * list that is looked at polls this: it is the same reading, in the same words, so it has the same record.
 */
export async function countArrived(
  principal: Principal,
  query: EventQuery,
  since: Instant,
  signal?: AbortSignal,
): Promise<{ arrivedSince: number; since: string }> {
  const account = listedAccount(principal, query);
  await record(principal, { verb: "list", account: account.apiKey, query: listText(query, Date.now()) });
  const asOf = Math.min(since, currentAsOf());
  const window = resolveWindow(query.time, asOf);
  return { arrivedSince: await arrivedNow(account, query, window, newCall(signal)), since: toIso(asOf) };
}
