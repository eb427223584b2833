import type { AuditEvent, Instant } from "../../audit/event.ts";
import type { UpstreamOrder } from "../vonage/order.ts";

export interface Cut {
  /** The second that may stand on the next page too: the window ends beside it. */
  readonly at: Instant;
  /** How many events, from the first, lie on the near side of it. */
  readonly keep: number;
}

/** One time that is wrong should not decide where a window ends. */
const ASKED = 5;

/**
 * Where the pages read so far may be cut, so that what is left before the cut is all of its window: at the second of the last events.
 * `null`: they all share one second.
 */
export function cutOf(events: readonly AuditEvent[], order: UpstreamOrder): Cut | null {
  const times = events.flatMap(({ at }) => (at === null ? [] : [at])).slice(-ASKED);
  const at = times.sort((a, b) => a - b)[times.length >> 1];
  if (at === undefined) return null;
  let keep = events.length;
  for (; keep > 0; keep--) {
    const last = events[keep - 1]?.at ?? null;
    if (last !== null && (order === "newest" ? last > at : last < at)) break;
  }
  return keep === 0 ? null : { at, keep };
}
