import type { Instant } from "../../audit/event.ts";
import type { Span } from "./span.ts";

/** A small window of which the upstream counts `more` events than lie in it by their own times: one's time may be unknown. */
export interface Oddity {
  readonly from: Instant;
  readonly to: Instant;
  readonly more: number;
}

/** What the sync writes down for itself. Losing it costs some calls, never an event. */
export interface Notes {
  readonly oddities: readonly Oddity[];
  readonly recentAt: Instant;
  readonly pastAt: Instant;
  /** The day up to which the past has been counted in this round; `null`: it begins anew. */
  readonly cursor: Instant | null;
  readonly prunedAt: Instant;
  /** What is older was removed: it is not fetched again. */
  readonly prunedBefore: Instant | null;
}

const NONE: Notes = { oddities: [], recentAt: 0, pastAt: 0, cursor: null, prunedAt: 0, prunedBefore: null };
const MOST_ODDITIES = 200;

export function readNotes(text: string | null): Notes {
  if (text === null) return NONE;
  try {
    return { ...NONE, ...(JSON.parse(text) as Partial<Notes>) };
  } catch {
    return NONE;
  }
}

/** In place of what was known of this window. */
export function withOddity(notes: Notes, { from, to }: Span, more: number): Notes {
  if (from === null) return notes;
  const others = notes.oddities.filter((odd) => odd.to < from || odd.from > to);
  const oddities = more === 0 ? others : [...others, { from, to, more }];
  return { ...notes, oddities: oddities.slice(-MOST_ODDITIES) };
}

/** How many more events the upstream is known to count in the window. One that lies in it only in part counts when it adds. */
export function oddIn({ oddities }: Notes, { from, to }: Span): number {
  let sum = 0;
  for (const odd of oddities) {
    if (odd.to < (from ?? -Infinity) || odd.from > to) continue;
    const inside = odd.from >= (from ?? -Infinity) && odd.to <= to;
    sum += inside ? odd.more : Math.max(0, odd.more);
  }
  return sum;
}
