import type { AuditEvent, Instant } from "./event.ts";
import { hostsOf } from "./hosts.ts";

/** What of an event can be new: its person, its address, its country, the hosts that its context names. */
export const NOVEL = ["user", "ip", "country", "host"] as const;
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
  /** Those that are new, in the order of `what`. */
  readonly values: readonly string[];
  /** Since the first of them was seen; 0: this is the very first event with it. */
  readonly afterMs: number;
}

const DAY = 86_400_000;

/** What an event carries of all that, as the facets count it; hosts in lower case. */
export interface Carried extends Readonly<Record<Novel, readonly string[]>> {
  readonly at: Instant | null;
}

const one = (value: string | null): readonly string[] => (value ? [value] : []);

export const carriedBy = (event: AuditEvent): Carried => ({
  at: event.at,
  user: one(event.userEmail || event.userId),
  ip: one(event.sourceIp),
  country: one(event.sourceCountry),
  host: hostsOf(event),
});

/** What was first seen with this event or in the 24 hours before it: the latest of it. `null`: nothing. */
export function firstMark(
  carried: Carried,
  { firsts }: FirstSeenAnswer,
  of: readonly Novel[],
): FirstMark | null {
  const { at } = carried;
  if (at === null) return null;
  const seen = of.flatMap((what) =>
    carried[what].flatMap((value) => {
      const first = Object.hasOwn(firsts[what], value) ? firsts[what][value] : undefined;
      const afterMs = first === undefined ? Infinity : at - Date.parse(first);
      return afterMs >= 0 && afterMs < DAY ? [{ what, value, afterMs }] : [];
    }),
  );
  if (seen.length === 0) return null;
  const afterMs = Math.min(...seen.map((one) => one.afterMs));
  const latest = seen.filter((one) => one.afterMs === afterMs);
  return {
    what: [...new Set(latest.map(({ what }) => what))],
    values: latest.map(({ value }) => value),
    afterMs,
  };
}

/** What of an event is marked, by where it stands in a row. */
export interface EventFirsts {
  readonly who: FirstMark | null;
  readonly from: FirstMark | null;
  readonly what: FirstMark | null;
  /** Since when everything is held. */
  readonly since: Instant;
}

/** `null`: nothing is new about it. */
export function firstsOf(carried: Carried, answer: FirstSeenAnswer): EventFirsts | null {
  const who = firstMark(carried, answer, ["user"]);
  const from = firstMark(carried, answer, ["ip", "country"]);
  const what = firstMark(carried, answer, ["host"]);
  return who || from || what ? { who, from, what, since: Date.parse(answer.since ?? "") } : null;
}
