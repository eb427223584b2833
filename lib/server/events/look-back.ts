import "server-only";
import type { AuditEvent, Instant } from "../../audit/event.ts";
import { deriveChanges, lookBackFor } from "../../audit/history.ts";
import { EMPTY_QUERY } from "../../audit/query-params.ts";
import type { EventQuery } from "../../audit/query.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import { toUpstreamParams } from "../../audit/upstream-request.ts";
import { config } from "../config.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { type CallOptions, upstream } from "../vonage/index.ts";
import { learnOrder } from "../vonage/order.ts";
import type { UpstreamPage } from "./read-page.ts";

const PAGE = 100;

export interface LookBack {
  /** Distinct, in any order; without a gap between them and the event. */
  earlier: readonly AuditEvent[];
  /** How far back that reaches; `null`: to the first event there is. */
  lookedBackTo: Instant | null;
  /** Everything before the event was read. */
  exhausted: boolean;
  /** Why not: more matched than was read; the total changed between the calls; the event has no time to look back from. */
  reason: "page" | "shifted" | "gap" | null;
  /** Spans between that and the event which were not read. */
  gaps: readonly { from: Instant; to: Instant }[];
}

type Fetch = (number: number, size: number) => Promise<UpstreamPage>;

/**
 * The events that may state what `event` does not, by at most two calls: the latest 200, or the latest hundred or so where
 * upstream lists oldest first and more than 200 match. `null`, for no call, when the event leaves nothing to be looked for.
 */
export async function lookBack(
  account: Account,
  event: AuditEvent,
  call: CallOptions,
): Promise<LookBack | null> {
  const ask = lookBackFor(event);
  if (ask === null) return null;
  if (event.at === null)
    return { earlier: [], lookedBackTo: null, exhausted: false, reason: "gap", gaps: [] };
  const query: EventQuery = {
    ...EMPTY_QUERY,
    searchText: ask.searchText ?? null,
    eventTypes: ask.eventTypes ?? [],
  };
  const window = resolveWindow({ kind: "absolute", from: null, to: event.at }, event.at);
  const { zone, dateSuffix } = config().upstream;
  const fetchPage: Fetch = async (page, size) => {
    const params = toUpstreamParams(query, window, { zone, dateSuffix, page, size });
    const answer = await upstream(account).listEvents(params, call);
    return { events: answer.events, total: answer.page.totalElements };
  };

  const first = await fetchPage(1, PAGE);
  const rising = learnOrder(account.apiKey, first.events) === "oldest";
  const enough = first.total <= PAGE || (!rising && everythingDerived(event, first.events));
  if (enough) return reached(event, first.events, first.total, false);
  const [number, size] = rising ? lastPage(first.total) : [2, PAGE];
  const second = await fetchPage(number, size);
  // Rising, what lies between the first page and the last was not read: then the first is too old to count.
  const joined = !rising || (number - 1) * size <= first.events.length;
  const events = joined ? [...first.events, ...second.events] : second.events;
  return reached(event, events, second.total, second.total !== first.total);
}

function reached(
  event: AuditEvent,
  events: readonly AuditEvent[],
  total: number,
  shifted: boolean,
): LookBack {
  const earlier = [...new Map(events.map((one) => [one.id, one])).values()];
  const exhausted = !shifted && earlier.length >= total;
  const times = earlier.flatMap(({ at }) => (at === null ? [] : [at]));
  const oldest = times.reduce((a, b) => Math.min(a, b), event.at ?? 0);
  const reason = shifted ? "shifted" : exhausted ? null : "page";
  return { earlier, exhausted, reason, lookedBackTo: exhausted ? null : oldest, gaps: [] };
}

/** The page that ends a list of `total` and holds most of it, as number and size: one call cannot ask for the last hundred. */
function lastPage(total: number): [number: number, size: number] {
  const held = (size: number) => ((total - 1) % size) + 1;
  let best = PAGE;
  // Up to twice the page, the last one of a hundred meets the first.
  for (let size = PAGE - 1; total > 2 * PAGE && size > 0; size--) if (held(size) > held(best)) best = size;
  return [Math.ceil(total / best), best];
}

/** Whether no value before is left to be looked for. */
export const everythingDerived = (event: AuditEvent, earlier: readonly AuditEvent[]) =>
  deriveChanges(event, earlier, { lookedBackTo: null, exhausted: false }).changes.every(
    (change) => change.provenance !== "unknown",
  );
