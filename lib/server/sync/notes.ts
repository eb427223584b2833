import type { Instant } from "../../audit/event.ts";
import type { Span } from "./span.ts";

/**
 * A second in which the upstream counts `more` events (or fewer) than lie in it by their own times: one's time may be unknown, or not the one
 * by which it is listed. A longer window would hide as many late events.
 */
export interface Oddity {
  readonly at: Instant;
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

/** In place of what was known of this second. */
export function withOddity(notes: Notes, at: Instant, more: number): Notes {
  const others = notes.oddities.filter((odd) => odd.at !== at);
  const oddities = more === 0 ? others : [...others, { at, more }];
  return { ...notes, oddities: oddities.slice(-MOST_ODDITIES) };
}

/** How many more events the upstream is known to count in the window. */
export const oddIn = ({ oddities }: Notes, { from, to }: Span): number =>
  oddities.filter(({ at }) => at >= (from ?? -Infinity) && at <= to).reduce((sum, { more }) => sum + more, 0);
