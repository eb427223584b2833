import "server-only";
import { listText } from "../../audit/access-log.ts";
import { AuditError } from "../../audit/errors.ts";
import type { AuditEvent } from "../../audit/event.ts";
import type { EventQuery, ResolvedWindow } from "../../audit/query.ts";
import { needsArchive } from "../../audit/query-params.ts";
import type { Receipt } from "../../audit/receipt.ts";
import { isEmptyWindow, resolveWindow } from "../../audit/time/window.ts";
import { toUpstreamParams } from "../../audit/upstream-request.ts";
import { config } from "../config.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { authorise, type Principal, record } from "../identity/index.ts";
import { type CallOptions, noteSeenTypes, upstream } from "../vonage/index.ts";
import { resolveAccount } from "./accounts.ts";
import { arrivedSince } from "./arrived.ts";
import { newCall } from "./call.ts";
import { liveReceipt } from "./live-receipt.ts";
import { readPage } from "./read-page.ts";
import { rememberTotal, rememberedTotal } from "./totals.ts";

export interface EventList {
  account: Account;
  events: AuditEvent[];
  page: { number: number; size: number; totalElements: number; totalPages: number };
  receipt: Receipt;
}

const SECOND = 1000;

/** The moment up to which an answer given now can speak: the last whole second that has ended. */
export const currentAsOf = (now = Date.now()): number => Math.floor(now / SECOND) * SECOND - SECOND;

/** The account of a list that this reader may see and Vonage can answer. */
export function listedAccount(principal: Principal, query: EventQuery): Account {
  const [beyond] = needsArchive({ ...query, account: null });
  if (beyond !== undefined) {
    throw new AuditError(
      "filter_needs_archive",
      `Vonage cannot filter by ${beyond}; the archive can, and it is off.`,
      {
        field: beyond,
      },
    );
  }
  const account = resolveAccount(principal, query.account);
  authorise(principal, "read", account.apiKey);
  return account;
}

/** One page of a query's events, live from the upstream. */
export async function listEvents(
  principal: Principal,
  query: EventQuery,
  signal?: AbortSignal,
): Promise<EventList> {
  const account = listedAccount(principal, query);
  // Nothing can be said of a moment that has not come: a later one is cut to now, and the receipt tells.
  const now = currentAsOf();
  const window = resolveWindow(query.time, Math.min(query.asOf ?? now, now));
  await record(principal, { verb: "list", account: account.apiKey, query: listText(query, Date.now()) });
  const call = newCall(signal);
  const { events, total, shifted } = await readWindow(account, query, window, call);
  noteSeenTypes(account, events);

  const whole = !shifted && events.length === total;
  return {
    account,
    events,
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
  const key = toUpstreamParams(query, window, { zone, dateSuffix, page: 1, size: query.size }).toString();
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
