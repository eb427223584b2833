import type { AuditEvent, Instant } from "./event.ts";
import type { ResourceId } from "./resource-kind.ts";
import { statementsOf, subjectOf } from "./state.ts";

/** One field of a thing at a moment. Strings are plain, all else exact JSON text; `null` is none, or not known. */
export interface FieldState {
  readonly field: string;
  readonly value: string | null;
  /**
   * *derived*: the latest event up to the moment that carries the field says so. *stated*: the first event after it carries the
   * value that stood before. *unknown*: a later event carries the field, and nothing tells what stood before.
   */
  readonly provenance: "stated" | "derived" | "unknown";
  /** Of *stated* and *derived*: the id, type and time of that event. */
  readonly from?: string;
  readonly fromType?: string;
  readonly fromAt?: string;
  /** Between that event and the moment lies a span that was not read. */
  readonly acrossGap?: boolean;
  /** Events of one second give different values: which was the last is not known. */
  readonly tied?: boolean;
}

interface Span {
  readonly from: Instant | null;
  readonly to: Instant;
}

/** What one event says of one field of a thing. Plain data, so that it can travel to a browser and be replayed there. */
export interface Saying {
  readonly id: string;
  readonly type: string;
  readonly at: Instant;
  /** The same in every event that speaks of the same field. */
  readonly subject: string;
  readonly field: string;
  readonly value: string | null;
  readonly before?: { readonly value: string | null };
}

const iso = (at: Instant) => new Date(at).toISOString().replace(".000Z", "Z");

/** All that an event says of one thing; nothing where it only names it, or has no time. */
export function sayingsOf({ kind, value }: ResourceId, event: AuditEvent): Saying[] {
  const { id, type, at } = event;
  if (at === null) return [];
  return statementsOf(event)
    .filter(({ resource }) => resource.kind === kind && resource.value === value)
    .map((statement) => ({
      id,
      type,
      at,
      subject: subjectOf(statement),
      field: statement.key,
      value: statement.value,
      ...(statement.before === undefined ? {} : { before: statement.before }),
    }));
}

/** What is known of one thing at `at`, from the events that name it, in any order. `gaps`: spans that were not read. */
export const stateAt = (
  resource: ResourceId,
  events: readonly AuditEvent[],
  at: Instant,
  gaps: readonly Span[],
): FieldState[] =>
  stateFrom(
    events.flatMap((event) => sayingsOf(resource, event)),
    at,
    gaps,
  );

/** The same from what they say, in any order. */
export function stateFrom(sayings: readonly Saying[], at: Instant, gaps: readonly Span[]): FieldState[] {
  const subjects = new Map<string, { before: Saying[]; after: Saying[] }>();
  for (const saying of sayings) {
    const said = subjects.get(saying.subject) ?? { before: [], after: [] };
    subjects.set(saying.subject, said);
    (saying.at <= at ? said.before : said.after).push(saying);
  }
  return [...subjects.values()]
    .map(({ before, after }) => fieldAt(before, after, at, gaps))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}

function fieldAt(
  before: readonly Saying[],
  after: readonly Saying[],
  at: Instant,
  gaps: readonly Span[],
): FieldState {
  const between = (from: Instant, to: Instant) =>
    gaps.some((gap) => gap.to > from && (gap.from ?? -Infinity) < to);
  const last = latest(before);
  if (last !== null) {
    const tied = before.some((other) => other.at === last.at && other.value !== last.value);
    return {
      ...told(last, last.value, "derived"),
      ...(between(last.at, at) ? { acrossGap: true } : {}),
      ...(tied ? { tied: true } : {}),
    };
  }
  const next = latest(after, -1);
  const stated = next?.before;
  if (next !== null && stated !== undefined)
    return { ...told(next, stated.value, "stated"), ...(between(at, next.at) ? { acrossGap: true } : {}) };
  return { field: next?.field ?? "", value: null, provenance: "unknown" };
}

const told = (
  { id, type, at, field }: Saying,
  value: string | null,
  provenance: "stated" | "derived",
): FieldState => ({ field, value, provenance, from: id, fromType: type, fromAt: iso(at) });

/** By (time, id); with `sign` -1 the earliest. */
function latest(sayings: readonly Saying[], sign = 1): Saying | null {
  return sayings.reduce<Saying | null>((best, one) => {
    const order = best === null ? 1 : one.at - best.at || (one.id > best.id ? 1 : -1);
    return sign * order > 0 || best === null ? one : best;
  }, null);
}
