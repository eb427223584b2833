import "server-only";
import type { AuditEvent, Instant } from "../../audit/event.ts";
import { lookBackFor } from "../../audit/history.ts";
import { EMPTY_QUERY } from "../../audit/query-params.ts";
import { primaryResource, resourceKey } from "../../audit/resource.ts";
import type { Archive } from "../archive/archive.ts";
import { decodeStored } from "./archived-list.ts";
import { everythingDerived, type LookBack } from "./look-back.ts";
import { toQuestion } from "./question.ts";
import { gapsOf } from "./reach.ts";

const CHUNK = 500;
/** Of one thing, and enough for any that people change: what is older is said to be so. */
const MOST = 10_000;

/**
 * The events that may state what `event` does not, from the archive: newest first until every value before is known, or all
 * that is held was read. `null` when the event leaves nothing to be looked for.
 */
export async function archivedLookBack(
  archive: Archive,
  account: string,
  event: AuditEvent,
): Promise<LookBack | null> {
  const ask = lookBackFor(event);
  if (ask === null) return null;
  if (event.at === null)
    return { earlier: [], lookedBackTo: null, exhausted: false, reason: "gap", gaps: [] };
  const primary = primaryResource(event);
  const resource = primary === null || ask.searchText === undefined ? [] : [resourceKey(primary)];
  const query = { ...EMPTY_QUERY, resource, eventTypes: ask.eventTypes ?? [] };
  const question = toQuestion(query, { from: null, to: event.at }, [account]);

  const earlier: AuditEvent[] = [];
  let exhausted = false;
  while (!exhausted && earlier.length < MOST && !(earlier.length > 0 && everythingDerived(event, earlier))) {
    const slice = { newestFirst: true, offset: earlier.length, limit: CHUNK };
    const { events } = await archive.page(question, slice);
    earlier.push(...decodeStored(events));
    exhausted = events.length < CHUNK;
  }

  const all = gapsOf(await archive.coverage(account), null, event.at);
  const beginning = all.find(({ from }) => from === null);
  const gaps = all.flatMap(({ from, to }) => (from === null ? [] : [{ from, to }]));
  const whole = exhausted && all.length === 0;
  return {
    earlier,
    // What lies before the archive's beginning is not covered; nothing is covered when that beginning is the event itself.
    lookedBackTo: exhausted
      ? beginning === undefined
        ? null
        : beginning.to + 1000
      : oldest(earlier, event.at),
    exhausted,
    reason: whole || everythingDerived(event, earlier) ? null : all.length > 0 ? "gap" : "page",
    gaps,
  };
}

const oldest = (events: readonly AuditEvent[], before: Instant): Instant =>
  events.reduce((least, { at }) => (at === null ? least : Math.min(least, at)), before);
