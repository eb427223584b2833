import type { AuditEvent, Instant } from "./event.ts";
import { meaningOf } from "./meaning.ts";
import type { ResourceId } from "./resource-kind.ts";
import { type Statement, statementsOf, subjectOf } from "./state.ts";

export { lookBackFor } from "./look-back.ts";

/** Why a value before is not known. `not_carried`: everything there is was read, and nothing carries it. */
export type Unknown = "before_coverage" | "gap" | "not_carried" | "looked_back";

/** A field of one thing, before and after an event. Strings are plain, all else exact JSON text; `null` is none. */
export interface Change {
  readonly resource: ResourceId;
  /** The context's own path. */
  readonly field: string;
  /** The field by its name alone, the same in every event; for display. */
  readonly key: string;
  /** Also `null` where it is not known: `provenance` tells. */
  readonly before: string | null;
  readonly after: string | null;
  /** The event itself carries both; an earlier event carries it; or nobody knows. */
  readonly provenance: "stated" | "derived" | "unknown";
  /** Of *derived*: the id, type and time of the event that carries the value before. */
  readonly from?: string;
  readonly fromType?: string;
  readonly fromAt?: string;
  readonly acrossGap?: boolean;
  /** Another event of that same second, or of this one, states another value: which was the last is not known. */
  readonly tied?: boolean;
  readonly why?: Unknown;
  /** Of *unknown*: how far back was looked. */
  readonly since?: string;
}

export interface DerivedHistory {
  readonly changes: readonly Change[];
  /** Fields that the event states and that had the same value before. */
  readonly unchanged: readonly Change[];
}

export interface LookedBack {
  /** Nothing before this was looked at; `null`: looked at all there is. */
  readonly lookedBackTo: Instant | null;
  /** Everything between `lookedBackTo` and the event was read, back to where coverage begins. */
  readonly exhausted: boolean;
  /** Spans within that which were not read. */
  readonly gaps?: readonly { readonly from: Instant; readonly to: Instant }[];
}

const iso = (at: Instant) => new Date(at).toISOString().replace(".000Z", "Z");

/**
 * What an event changed, each value before taken from itself (*stated*) or from the latest earlier event that states the field
 * (*derived*). Events of the very same second have no known order and are never "earlier". `earlier` may be in any order.
 */
export function deriveChanges(
  event: AuditEvent,
  earlier: readonly AuditEvent[],
  looked: LookedBack,
): DerivedHistory {
  const { creates = false } = meaningOf(event.type);
  const past = pastOf(event, earlier);
  const changes = statementsOf(event)
    // That a created thing exists says no more than the type does.
    .filter((statement) => !(creates && statement.implied && statement.resource.kind === "app"))
    .map((statement) => changeOf(event, statement, past, creates, looked));
  const differs = (change: Change) => change.provenance === "unknown" || change.before !== change.after;
  return {
    changes: changes.filter(differs).toSorted((a, b) => weightOf(a) - weightOf(b)),
    unchanged: changes.filter((change) => !differs(change)),
  };
}

/** Where calls go is what an analyst looks for first. */
function weightOf({ key }: Change): number {
  const at = ["event_url.url", "answer_url.url"].indexOf(key);
  return at >= 0 ? at : /(?:^|[._-])(?:url|http)$/.test(key) ? 2 : 3;
}

function changeOf(
  event: AuditEvent,
  statement: Statement,
  past: Past,
  creates: boolean,
  looked: LookedBack,
): Change {
  const { resource, field, key, value: after } = statement;
  const change = { resource, field, key, after };
  if (statement.before !== undefined)
    return { ...change, before: statement.before.value, provenance: "stated" };
  const unknown = (why: Unknown, since: Instant | null = null): Change => ({
    ...change,
    before: null,
    provenance: "unknown",
    why,
    ...(since === null ? {} : { since: iso(since) }),
  });
  // What begins with this event has nothing before it that an event could carry.
  if (creates || event.at === null) return unknown("not_carried");
  const { at } = event;
  const { last, tied } = latest(statement, at, past);
  const gaps = (looked.gaps ?? []).filter((gap) => gap.from < at && (last === null || gap.to > last.at));
  if (last !== null) {
    return {
      ...change,
      before: last.value,
      provenance: "derived",
      from: last.event.id,
      fromType: last.event.type,
      fromAt: iso(last.at),
      ...(gaps.length > 0 ? { acrossGap: true } : {}),
      ...(tied ? { tied: true } : {}),
    };
  }
  if (!looked.exhausted) return unknown("looked_back", looked.lookedBackTo);
  if (gaps.length > 0) return unknown("gap");
  return looked.lookedBackTo === null
    ? unknown("not_carried")
    : unknown("before_coverage", looked.lookedBackTo);
}

/** Of every field, who stated it before or in the second of an event: read once, as a context may carry thousands of fields. */
type Past = ReadonlyMap<string, readonly { event: AuditEvent; at: Instant; value: string | null }[]>;

function pastOf(event: AuditEvent, earlier: readonly AuditEvent[]): Past {
  const past = new Map<string, { event: AuditEvent; at: Instant; value: string | null }[]>();
  for (const other of earlier) {
    if (other.at === null || event.at === null || other.at > event.at || other.id === event.id) continue;
    for (const statement of statementsOf(other)) {
      const subject = subjectOf(statement);
      const entry = { event: other, at: other.at, value: statement.value };
      const entries = past.get(subject);
      if (entries === undefined) past.set(subject, [entry]);
      else entries.push(entry);
    }
  }
  return past;
}

/** The latest event before second `at` that states the same field, by (time, id). */
function latest(statement: Statement, at: Instant, past: Past) {
  const entries = past.get(subjectOf(statement)) ?? [];
  const last = entries
    .filter((entry) => entry.at < at)
    .reduce<(typeof entries)[number] | null>((best, entry) => {
      const newer =
        best === null || entry.at > best.at || (entry.at === best.at && entry.event.id > best.event.id);
      return newer ? entry : best;
    }, null);
  const differs = (second: Instant, value: string | null) =>
    entries.some((entry) => entry.at === second && entry.value !== value);
  return { last, tied: (last !== null && differs(last.at, last.value)) || differs(at, statement.value) };
}
