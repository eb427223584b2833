import "server-only";
import type { AuditEvent } from "../../audit/event.ts";
import { deriveChanges, type DerivedHistory, lookBackFor } from "../../audit/history.ts";
import { EMPTY_QUERY } from "../../audit/query-params.ts";
import type { EventQuery } from "../../audit/query.ts";
import type { Receipt } from "../../audit/receipt.ts";
import { resourcesOf } from "../../audit/resource.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import { toUpstreamParams } from "../../audit/upstream-request.ts";
import { config } from "../config.ts";
import type { Account } from "../vonage/accounts/account.ts";
import type { Principal } from "../identity/index.ts";
import { type CallOptions, upstream } from "../vonage/index.ts";
import { newCall } from "./call.ts";
import { readEvent } from "./get.ts";
import { liveReceipt } from "./live-receipt.ts";
import { currentAsOf } from "./list.ts";
import { readPage } from "./read-page.ts";

export interface EventHistory extends DerivedHistory {
  resources: { kind: string; value: string }[];
  receipt: Receipt;
}

const MOST_CALLS = 3;
const PAGE = 100;

/**
 * What an event changed, with every value before it. Without an archive this is one bounded look-back: at most three upstream
 * calls in all, the event's own included, newest first up to the event's time.
 */
export async function getHistory(
  principal: Principal,
  id: string,
  asked: string | null,
  signal?: AbortSignal,
): Promise<EventHistory> {
  const call = newCall(signal);
  const { account, event } = await readEvent(principal, id, asked, call);
  const resources = resourcesOf(event).map(({ kind, value }) => ({ kind, value }));
  const window = resolveWindow(
    { kind: "absolute", from: null, to: event.at ?? currentAsOf() },
    currentAsOf(),
  );
  const looked = await lookBack(account, event, call);
  return {
    resources,
    ...deriveChanges(event, looked.earlier, {
      lookedBackTo: looked.lookedBackTo,
      exhausted: looked.exhausted,
    }),
    receipt: liveReceipt(window, {
      counted: looked.earlier.length,
      complete: looked.exhausted,
      reason: looked.exhausted ? null : "page",
      arrivedSince: 0,
    }),
  };
}

interface LookBack {
  earlier: AuditEvent[];
  /** How far back the answer reaches; `null`: to the first event there is. */
  lookedBackTo: number | null;
  /** Everything before the event was read. */
  exhausted: boolean;
}

async function lookBack(account: Account, event: AuditEvent, call: CallOptions): Promise<LookBack> {
  const ask = lookBackFor(event);
  if (ask === null || event.at === null) return { earlier: [], lookedBackTo: event.at, exhausted: false };
  const query: EventQuery = {
    ...EMPTY_QUERY,
    searchText: ask.searchText ?? null,
    eventTypes: ask.eventTypes ?? [],
    size: PAGE,
  };
  const { zone, dateSuffix } = config().upstream;
  const window = resolveWindow({ kind: "absolute", from: null, to: event.at }, event.at);

  let calls = 1; // the event itself
  const earlier: AuditEvent[] = [];
  let total = Number.POSITIVE_INFINITY;
  const fetchPage = async (page: number, size: number) => {
    if (++calls > MOST_CALLS) throw new OutOfCalls();
    const params = toUpstreamParams(query, window, { zone, dateSuffix, page, size });
    const answer = await upstream(account).listEvents(params, call);
    return { events: answer.events, total: answer.page.totalElements };
  };
  try {
    for (let number = 1; (number - 1) * PAGE < total && calls < MOST_CALLS; number++) {
      const read = await readPage(
        account,
        { newestFirst: true, number, size: PAGE },
        fetchPage,
        Number.isFinite(total) ? total : undefined,
      );
      total = read.total;
      earlier.push(...read.events);
      if (everythingDerived(event, earlier)) break;
    }
  } catch (error) {
    // An upstream that lists oldest first may need one call more than is left: what was read still counts.
    if (!(error instanceof OutOfCalls)) throw error;
  }
  const exhausted = earlier.length >= total;
  return { earlier, exhausted, lookedBackTo: exhausted ? null : (earlier.at(-1)?.at ?? event.at) };
}

class OutOfCalls extends Error {}

const everythingDerived = (event: AuditEvent, earlier: AuditEvent[]) =>
  deriveChanges(event, earlier, { lookedBackTo: null, exhausted: false }).changes.every(
    (change) => change.provenance !== "unknown",
  );
