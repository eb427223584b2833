import "server-only";
import { listText } from "../../audit/access-log.ts";
import type { EventsPage } from "../../audit/list-page.ts";
import type { EventQuery } from "../../audit/query.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import { type Principal, record } from "../identity/index.ts";
import { UpstreamError } from "../vonage/index.ts";
import { archivedList, readArchive } from "./archived-list.ts";
import { asked } from "./asked.ts";
import { newCall } from "./call.ts";
import { liveList } from "./live-list.ts";

const SECOND = 1000;

/** The moment up to which an answer given now can speak: the last whole second that has ended. */
export const currentAsOf = (now = Date.now()): number => Math.floor(now / SECOND) * SECOND - SECOND;

/**
 * One page of a query's events. From the archive where it covers the window or where only it can answer; else live from the
 * upstream, and where that fails from what is archived of it.
 */
export async function listEvents(
  principal: Principal,
  query: EventQuery,
  signal?: AbortSignal,
): Promise<EventsPage> {
  const { accounts, held, archiveOnly } = asked(principal, query);
  // Nothing can be said of a moment that has not come: a later one is cut to now, and the receipt tells.
  const now = currentAsOf();
  const window = resolveWindow(query.time, Math.min(query.asOf ?? now, now));
  await recordList(principal, accounts, query);
  const [account] = accounts;
  const call = newCall(signal);
  if (held === null) return liveList(account, query, window, call);

  const keys = accounts.map(({ apiKey }) => apiKey);
  const found = await readArchive(held, keys, query, window, { wait: archiveOnly });
  const { gaps, young, some } = found.reach;
  const archived = () => archivedList(held.archive, keys, query, window, found);
  if (archiveOnly || gaps.length === 0 || young) return archived();
  try {
    return await liveList(account, query, window, call);
  } catch (error) {
    // What is held of the window is told, with its gaps, sooner than nothing; of a window that is not held nothing is known.
    if (error instanceof UpstreamError && some) return archived();
    throw error;
  }
}

/** One record for each account that is read: what was asked of one is to be found under its name. */
export async function recordList(
  principal: Principal,
  accounts: readonly { apiKey: string }[],
  query: EventQuery,
): Promise<void> {
  const text = listText(query, Date.now());
  for (const { apiKey } of accounts) await record(principal, { verb: "list", account: apiKey, query: text });
}
