import "server-only";
import { deriveChanges, type DerivedHistory } from "../../audit/history.ts";
import type { Receipt } from "../../audit/receipt.ts";
import type { ResourceId } from "../../audit/resource-kind.ts";
import { resourcesOf } from "../../audit/resource.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import type { Principal } from "../identity/index.ts";
import { newCall } from "./call.ts";
import { readEvent } from "./get.ts";
import { currentAsOf } from "./list.ts";
import { liveReceipt } from "./live-receipt.ts";
import { lookBack } from "./look-back.ts";

export interface EventHistory extends DerivedHistory {
  resources: ResourceId[];
  receipt: Receipt;
}

/**
 * What an event changed, with every value before it. Without an archive this is one bounded look-back: at most three upstream
 * calls in all, the event's own included, up to the event's time. The receipt speaks of the events that had to be looked through.
 */
export async function getHistory(
  principal: Principal,
  id: string,
  asked: string | null,
  signal?: AbortSignal,
): Promise<EventHistory> {
  const call = newCall(signal);
  const { account, event } = await readEvent(principal, id, asked, call);
  const looked = await lookBack(account, event, call);
  const { earlier, reason, ...reach } = looked ?? {
    earlier: [],
    reason: null,
    lookedBackTo: event.at,
    exhausted: false,
  };
  const asOf = currentAsOf();
  const window = resolveWindow({ kind: "absolute", from: null, to: event.at ?? asOf }, asOf);
  return {
    resources: resourcesOf(event).map(({ kind, value }) => ({ kind, value })),
    ...deriveChanges(event, earlier, reach),
    receipt: liveReceipt(window, {
      counted: new Set([event.id, ...earlier.map((one) => one.id)]).size,
      complete: reason === null,
      reason,
      arrivedSince: 0,
    }),
  };
}
