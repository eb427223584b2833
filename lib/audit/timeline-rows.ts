import type { Instant } from "./event.ts";
import type { TimelineEvent } from "./timeline.ts";

interface Gap {
  readonly from: Instant;
  readonly to: Instant;
}

export type TimelineRow =
  | {
      readonly kind: "event";
      readonly event: TimelineEvent;
      readonly at: Instant | null;
      /** Another event of the same second names the thing too: their order is not known. */
      readonly sameSecond: boolean;
      /** The state that is shown is the one that this event left. */
      readonly shown: boolean;
    }
  | { readonly kind: "gap"; readonly gap: Gap };

/**
 * Events newest first with the gaps between them, each above the events that are older than its end. `whole`: no older events are to
 * come, so gaps before all of them stand there too.
 */
export function rowsOf(
  events: readonly TimelineEvent[],
  gaps: readonly Gap[],
  moment: Instant,
  whole: boolean,
): TimelineRow[] {
  const times = events.map(({ at }) => (at === null ? null : Date.parse(at)));
  // An event of that very moment, else the change that left the state.
  const shownAt = times.includes(moment)
    ? moment
    : (times.find((at, i) => at !== null && at <= moment && events[i]?.changes) ?? null);
  const left = gaps.toSorted((a, b) => b.to - a.to);
  const rows: TimelineRow[] = [];
  const gapsDownTo = (at: Instant) => {
    for (let gap = left[0]; gap !== undefined && gap.to >= at; gap = left[0]) {
      rows.push({ kind: "gap", gap });
      left.shift();
    }
  };
  events.forEach((event, i) => {
    const at = times[i] ?? null;
    gapsDownTo(at ?? -Infinity);
    rows.push({
      kind: "event",
      event,
      at,
      sameSecond: at !== null && (times[i - 1] === at || times[i + 1] === at),
      shown: at !== null && at === shownAt,
    });
  });
  if (whole) gapsDownTo(-Infinity);
  return rows;
}
