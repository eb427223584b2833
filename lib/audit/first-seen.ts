import type { AuditEvent, Instant } from "./event.ts";

/** What of an event can be new: its person, its address, its country. */
export const NOVEL = ["user", "ip", "country"] as const;
export type Novel = (typeof NOVEL)[number];

/** The body of `GET /api/events/first-seen`. Times are ISO 8601, UTC. */
export interface FirstSeenAnswer {
  /** Since when every event of the accounts is held; `null`: not known yet, so nothing can be called new. */
  readonly since: string | null;
  /** Of the page's values those that were first seen after that, each with the moment. */
  readonly firsts: Readonly<Record<Novel, Readonly<Record<string, string>>>>;
}

/** What is new about one event. */
export interface FirstMark {
  readonly what: readonly Novel[];
  /** Since the first of them was seen; 0: this is the very first event with it. */
  readonly afterMs: number;
}

const DAY = 86_400_000;

/** The value as the facets count it; `null` where the event carries none. */
export const novelValue = (event: AuditEvent, what: Novel): string | null =>
  (what === "user"
    ? event.userEmail || event.userId
    : what === "ip"
      ? event.sourceIp
      : event.sourceCountry) || null;

/** What was first seen with this event or in the 24 hours before it: the latest of it. `null`: nothing. */
export function firstMark(
  event: AuditEvent,
  { firsts }: FirstSeenAnswer,
  of: readonly Novel[],
): FirstMark | null {
  const { at } = event;
  if (at === null) return null;
  const seen = of.flatMap((what): [Novel, Instant][] => {
    const value = novelValue(event, what);
    const first = value !== null && Object.hasOwn(firsts[what], value) ? firsts[what][value] : undefined;
    const after = first === undefined ? Infinity : at - Date.parse(first);
    return after >= 0 && after < DAY ? [[what, after]] : [];
  });
  if (seen.length === 0) return null;
  const afterMs = Math.min(...seen.map(([, after]) => after));
  return { what: seen.filter(([, after]) => after === afterMs).map(([what]) => what), afterMs };
}
