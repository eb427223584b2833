import "server-only";
import type { AuditEvent } from "../../audit/event.ts";
import { deriveChanges, type DerivedHistory } from "../../audit/history.ts";
import type { Receipt } from "../../audit/receipt.ts";
import type { ResourceId } from "../../audit/resource-kind.ts";
import { resourcesOf } from "../../audit/resource.ts";
import { toIso } from "../../audit/time/format.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import { heldArchive } from "../archive/held.ts";
import type { Principal } from "../identity/index.ts";
import { type Account, type CallOptions, UpstreamError } from "../vonage/index.ts";
import { archivedLookBack } from "./archived-look-back.ts";
import { newCall } from "./call.ts";
import { readEvent } from "./get.ts";
import { currentAsOf } from "./list.ts";
import { type LookBack, lookBack } from "./look-back.ts";
import { liveReceipt } from "./receipts.ts";

export interface EventHistory extends DerivedHistory {
  resources: ResourceId[];
  receipt: Receipt;
}

/**
 * What an event changed, with every value before it. From the archive as far as it reaches; where that leaves a value open, and
 * without an archive, by one bounded look-back of the upstream: at most three calls in all, the event's own included. The
 * receipt speaks of the events that had to be looked through.
 */
export async function getHistory(
  principal: Principal,
  id: string,
  asked: string | null,
  signal?: AbortSignal,
): Promise<EventHistory> {
  const call = newCall(signal);
  const { account, event } = await readEvent(principal, id, asked, call);
  const { looked, served } = await lookThrough(account, event, call);
  const { earlier, reason, ...reach } = looked;
  const asOf = currentAsOf();
  const window = resolveWindow({ kind: "absolute", from: null, to: event.at ?? asOf }, asOf);
  return {
    resources: resourcesOf(event).map(({ kind, value }) => ({ kind, value })),
    ...deriveChanges(event, earlier, reach),
    receipt: {
      ...liveReceipt(window, {
        counted: new Set([event.id, ...earlier.map((one) => one.id)]).size,
        complete: reason === null,
        reason,
        arrivedSince: 0,
      }),
      served,
      gaps: reach.gaps.map(({ from, to }) => ({ from: toIso(from), to: toIso(to) })),
    },
  };
}

async function lookThrough(
  account: Account,
  event: AuditEvent,
  call: CallOptions,
): Promise<{ looked: LookBack; served: Receipt["served"] }> {
  const nothing = { earlier: [], reason: null, lookedBackTo: event.at, exhausted: false, gaps: [] };
  const held = heldArchive();
  const archived = held && (await archivedLookBack(held.archive, account.apiKey, event));
  if (held && archived === null) return { looked: nothing, served: "archive" };
  // Across a gap the latest value that is held need not be the latest there was.
  if (archived && archived.reason === null && archived.gaps.length === 0)
    return { looked: archived, served: "archive" };
  try {
    return { looked: (await lookBack(account, event, call)) ?? nothing, served: "live" };
  } catch (error) {
    if (archived === null || !(error instanceof UpstreamError)) throw error;
    return { looked: archived, served: "archive" };
  }
}
