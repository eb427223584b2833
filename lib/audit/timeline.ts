import type { AuditEvent, Instant } from "./event.ts";
import type { Receipt } from "./receipt.ts";
import type { Saying } from "./resource-state.ts";
import { type ResourceId, resourceKey } from "./resource-kind.ts";
import { resourcesOf } from "./resource.ts";
import type { Segment } from "./sentence-parts.ts";

/** Events of a page. */
export const TIMELINE_SIZE = 100;

/** One event that names the thing. */
export interface TimelineEvent {
  readonly id: string;
  /** API key. */
  readonly account: string;
  readonly type: string;
  /** ISO 8601, UTC; `null`: the time is not known. */
  readonly at: string | null;
  readonly user: string | null;
  readonly ip: string | null;
  readonly country: string | null;
  /** Those that its context names, in lower case. */
  readonly hosts: readonly string[];
  /** What happened, without the thing's own name where it is about the thing. */
  readonly sentence: readonly Segment[];
  /** It says something of the thing's state. */
  readonly changes: boolean;
}

/** What one event says of the thing: everything that is needed to tell its state at any moment. */
export interface TimelineChange {
  readonly id: string;
  readonly account: string;
  readonly type: string;
  readonly at: string;
  readonly says: readonly Pick<Saying, "subject" | "field" | "value" | "before">[];
}

/** Another thing that the same events name. */
export interface NamedWith extends ResourceId {
  /** Of the events that were looked through. */
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** `GET /api/resources/{kind}/{value}/timeline`: all that happened to one thing. Times are ISO 8601, UTC, whole seconds. */
export interface ResourceTimeline {
  readonly resource: ResourceId;
  readonly asOf: string;
  /** Where coverage begins; `null`: everything there ever was is archived. */
  readonly since: string | null;
  /** Spans after that which are not archived, in order of time. */
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
  /** Events that name it. */
  readonly total: number;
  /** The moment of the first of them; `null`: there is none, or none whose time is known. */
  readonly first: string | null;
  /** A page of them, newest first; those of unknown time stand last. */
  readonly events: readonly TimelineEvent[];
  readonly page: { readonly number: number; readonly size: number; readonly totalPages: number };
  /** Every event that says something of its state, newest first. */
  readonly changes: readonly TimelineChange[];
  /** There are older changes than these. */
  readonly cut: boolean;
  /** How many events fall into each bar, from `start` on; those of unknown time are in none. */
  readonly activity: { readonly start: string; readonly seconds: number; readonly counts: readonly number[] };
  readonly named: readonly NamedWith[];
  /** How many of the newest events `named` was taken from. */
  readonly namedOf: number;
  /** Names of applications, by `app:ID`. */
  readonly names: Readonly<Record<string, string>>;
  readonly receipt: Receipt;
}

/** What all changes say, as `stateFrom` takes it. */
export const sayingsIn = (changes: readonly TimelineChange[]): Saying[] =>
  changes.flatMap(({ id, type, at, says }) =>
    says.map((saying) => ({ ...saying, id, type, at: Date.parse(at) })),
  );

/** A sentence about a thing, on the thing's own page: its name leads no line there. */
export function withoutSubject(segments: readonly Segment[], resource: ResourceId): readonly Segment[] {
  const own = segments.findIndex(
    (segment) => segment.kind === "resource" && resourceKey(segment.resource) === resourceKey(resource),
  );
  const leads = segments.slice(0, own).every(({ kind, text }) => kind === "kind" || text === "Secret ");
  const [next, ...rest] = segments.slice(own + 1);
  if (own < 0 || !leads || next === undefined) return segments;
  return [{ ...next, text: next.text.trimStart() }, ...rest];
}

/** What else the events name, the most frequent of each kind first. Accounts are left out: every event names its own. */
export function namedWith(resource: ResourceId, events: readonly AuditEvent[]): NamedWith[] {
  const found = new Map<string, { id: ResourceId; times: Instant[]; count: number }>();
  for (const event of events) {
    for (const { kind, value } of resourcesOf(event)) {
      const key = resourceKey({ kind, value });
      if (kind === "account" || key === resourceKey(resource)) continue;
      const entry = found.get(key) ?? { id: { kind, value }, times: [], count: 0 };
      found.set(key, entry);
      entry.count++;
      if (event.at !== null) entry.times.push(event.at);
    }
  }
  const iso = (at: Instant) => new Date(at).toISOString().replace(".000Z", "Z");
  return [...found.values()]
    .toSorted((a, b) => b.count - a.count || (a.id.value < b.id.value ? -1 : 1))
    .map(({ id, times, count }) => ({
      ...id,
      count,
      first: times.length === 0 ? null : iso(times.reduce((a, b) => Math.min(a, b))),
      last: times.length === 0 ? null : iso(times.reduce((a, b) => Math.max(a, b))),
    }));
}
