import "server-only";
import type { EventsPage } from "../../audit/list-page.ts";
import type { EventQuery, ResolvedWindow } from "../../audit/query.ts";
import { isEmptyWindow } from "../../audit/time/window.ts";
import { toUpstreamParams } from "../../audit/upstream-request.ts";
import { config } from "../config.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { type CallOptions, noteSeenTypes, upstream } from "../vonage/index.ts";
import { arrivedSince } from "./arrived.ts";
import { readPage } from "./read-page.ts";
import { liveReceipt } from "./receipts.ts";
import { rememberedTotal, rememberTotal } from "./totals.ts";

/** One page of a query's events from the upstream, as they stand there now. */
export async function liveList(
  account: Account,
  query: EventQuery,
  window: ResolvedWindow,
  call: CallOptions,
): Promise<EventsPage> {
  const { events, total, shifted } = await readWindow(account, query, window, call);
  noteSeenTypes(account, events);
  const whole = !shifted && events.length === total;
  return {
    events,
    accounts: null,
    page: {
      number: query.page,
      size: query.size,
      totalElements: total,
      totalPages: Math.ceil(total / query.size),
    },
    receipt: liveReceipt(window, {
      counted: events.length,
      complete: whole,
      reason: shifted ? "shifted" : whole ? null : "page",
      arrivedSince: query.asOf === null ? null : await arrivedSince(account, query, window, call),
    }),
  };
}

async function readWindow(account: Account, query: EventQuery, window: ResolvedWindow, call: CallOptions) {
  if (isEmptyWindow(window)) return { events: [], total: 0, shifted: false };
  const { zone, dateSuffix } = config().upstream;
  const key = JSON.stringify([window.from, window.to, query.eventTypes, query.searchText, query.size]);
  const read = await readPage(
    account,
    { newestFirst: query.sort === "-created_at", number: query.page, size: query.size },
    async (page, size) => {
      const params = toUpstreamParams(query, window, { zone, dateSuffix, page, size });
      const answer = await upstream(account).listEvents(params, call);
      return { events: answer.events, total: answer.page.totalElements };
    },
    rememberedTotal(account.apiKey, key),
  );
  rememberTotal(account.apiKey, key, read.total);
  return read;
}
