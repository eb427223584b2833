import type { AuditEvent, Instant } from "./event.ts";
import type { ResourceId } from "./resource-kind.ts";
import { type Statement, statementsOf, subjectOf } from "./state.ts";

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

const iso = (at: Instant) => new Date(at).toISOString().replace(".000Z", "Z");

/** What is known of one thing at `at`, from the events that name it, in any order. `gaps`: spans that were not read. */
export function stateAt(
  resource: ResourceId,
  events: readonly AuditEvent[],
  at: Instant,
  gaps: readonly Span[],
): FieldState[] {
  const subjects = new Map<string, { before: Saying[]; after: Saying[] }>();
  for (const event of events) {
    if (event.at === null) continue;
    for (const statement of statementsOf(event)) {
      if (statement.resource.kind !== resource.kind || statement.resource.value !== resource.value) continue;
      const subject = subjectOf(statement);
      const sayings = subjects.get(subject) ?? { before: [], after: [] };
      subjects.set(subject, sayings);
      (event.at <= at ? sayings.before : sayings.after).push({ event, at: event.at, statement });
    }
  }
  return [...subjects.values()]
    .map(({ before, after }) => fieldAt(before, after, at, gaps))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}

interface Saying {
  readonly event: AuditEvent;
  readonly at: Instant;
  readonly statement: Statement;
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
    const tied = before.some(
      (other) => other.at === last.at && other.statement.value !== last.statement.value,
    );
    return {
      ...told(last, last.statement.value, "derived"),
      ...(between(last.at, at) ? { acrossGap: true } : {}),
      ...(tied ? { tied: true } : {}),
    };
  }
  const next = latest(after, -1);
  const stated = next?.statement.before;
  if (next !== null && stated !== undefined)
    return { ...told(next, stated.value, "stated"), ...(between(at, next.at) ? { acrossGap: true } : {}) };
  return { field: next?.statement.key ?? "", value: null, provenance: "unknown" };
}

const told = (
  { event, at, statement }: Saying,
  value: string | null,
  provenance: "stated" | "derived",
): FieldState => ({
  field: statement.key,
  value,
  provenance,
  from: event.id,
  fromType: event.type,
  fromAt: iso(at),
});

/** By (time, id); with `sign` -1 the earliest. */
function latest(sayings: readonly Saying[], sign = 1): Saying | null {
  return sayings.reduce<Saying | null>((best, one) => {
    const order = best === null ? 1 : one.at - best.at || (one.event.id > best.event.id ? 1 : -1);
    return sign * order > 0 || best === null ? one : best;
  }, null);
}
