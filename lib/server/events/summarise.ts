import "server-only";
import { AuditError, badParameter } from "../../audit/errors.ts";
import type { Instant } from "../../audit/event.ts";
import type { EventQuery } from "../../audit/query.ts";
import {
  type EventSummary,
  FACET_NAMES,
  type FacetCounts,
  type FacetName,
  type FacetQuery,
} from "../../audit/summary.ts";
import { bucketsOf } from "../../audit/time/buckets.ts";
import { toIso } from "../../audit/time/format.ts";
import { isEmptyWindow, resolveWindow } from "../../audit/time/window.ts";
import type { Archive, Facet, FacetWish } from "../archive/archive.ts";
import type { Principal } from "../identity/index.ts";
import { asked } from "./asked.ts";
import { currentAsOf, recordList } from "./list.ts";
import { toQuestion } from "./question.ts";
import { reach } from "./reach.ts";
import { archiveReceipt, whoseEvents } from "./receipts.ts";

/** The shape of a query's answer: its total, its course over time by type, and what its events carry. From the archive alone. */
export async function summariseEvents(
  principal: Principal,
  query: EventQuery,
  wish: FacetQuery,
): Promise<EventSummary> {
  const { accounts, held } = asked(principal, query);
  if (held === null)
    throw new AuditError("needs_archive", "Counting by value needs the archive, and it is off.");
  const several = accounts.length > 1;
  if (wish.facet === "account" && !several)
    throw badParameter("facet", "Events are counted by account where several are asked: account=*.");
  const now = currentAsOf();
  const window = resolveWindow(query.time, Math.min(query.asOf ?? now, now));
  await recordList(principal, accounts, query);

  const keys = accounts.map(({ apiKey }) => apiKey);
  const found = await reach(held, keys, window, { wait: true });
  const question = toQuestion(query, window, keys);
  const begins = await beginningOf(held.archive, keys);
  const bars = bucketsOf(window.from ?? Math.min(window.to, begins), window.to);
  // From before the first event that is held, everything was first seen inside the window, which tells nothing.
  const fresh = window.from !== null && window.from > begins;
  const summary = await held.archive.summary(question, {
    histogram: { start: bars.start, seconds: bars.seconds, buckets: isEmptyWindow(window) ? 0 : bars.count },
    facets: facetsOf(wish, several, fresh ? null : window.to + 1000),
  });
  const known = (summary.histogram?.buckets ?? []).map(({ start, ...rest }) => ({
    start: toIso(start),
    ...rest,
  }));
  const outside = summary.histogram?.outside;
  return {
    total: summary.total,
    histogram: {
      seconds: bars.seconds,
      buckets: outside === undefined || outside.total === 0 ? known : [...known, { start: null, ...outside }],
    },
    facets: Object.fromEntries(
      Object.entries(summary.facets).map(([name, facet]) => [name, countsOf(facet, fresh)]),
    ) as Partial<Record<FacetName, FacetCounts>>,
    receipt: archiveReceipt(window, found, {
      ...whoseEvents(query, keys),
      counted: summary.total,
      arrivedSince: null,
      lateSince: await held.archive.lateSince(question, window.asOf),
    }),
  };
}

/** So many of the least frequent values of each facet. */
const RARE = 5;

/** When the first event was that is held of the accounts. */
async function beginningOf(archive: Archive, accounts: readonly string[]): Promise<Instant> {
  const firsts = await Promise.all(accounts.map(async (account) => (await archive.holdings(account)).first));
  return Math.min(...firsts.filter((first) => first !== null));
}

function facetsOf(
  { facet, search, order, size }: FacetQuery,
  several: boolean,
  newSince: Instant | null,
): FacetWish[] {
  const usual = FACET_NAMES.filter((name) => several || name !== "account");
  return (facet === null ? usual : [facet]).map((name) => ({
    name,
    size,
    search,
    order,
    newSince,
    rare: facet === null ? RARE : 0,
  }));
}

const countsOf = (facet: Facet, fresh: boolean): FacetCounts => ({
  ...facet,
  values: facet.values.map(({ value, count, first }) => ({
    value,
    count,
    ...(first === null || !fresh ? {} : { first: toIso(first) }),
  })),
});
