import { decodeEvent } from "./decode-event.ts";
import type { AuditEvent } from "./event.ts";
import { JsonTextError, splitItems, splitMembers } from "./json-text.ts";
import { lacksId } from "./marks.ts";
import type { Receipt } from "./receipt.ts";

export interface PageInfo {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  readonly totalElements: number;
  readonly totalPages: number;
}

/** Our remarks on one event of the page. */
export interface EventMarks {
  readonly id: string;
  readonly codes: readonly string[];
}

export interface EventsPage {
  readonly events: readonly AuditEvent[];
  /** The API key under which each event was read, in order, where several accounts were asked: ids are of one account each. */
  readonly accounts: readonly string[] | null;
  readonly page: PageInfo;
  readonly receipt: Receipt;
}

/** The body of `GET /api/events`: the events' texts exactly as received, an entry of `marks` for each that has any, in order. */
export function writeListPage({ events, accounts, page, receipt }: EventsPage): string {
  const rest = accounts === null ? { page, receipt } : { accounts, page, receipt };
  return `${eventsAndMarks(events)},${JSON.stringify(rest).slice(1)}`;
}

// Neither a list nor its events change once they are read; the server gives polls the same list again.
const written = new WeakMap<readonly AuditEvent[], string>();

function eventsAndMarks(events: readonly AuditEvent[]): string {
  const known = written.get(events);
  if (known !== undefined) return known;
  const marks: EventMarks[] = events
    .filter((event) => event.marks.length > 0)
    .map(({ id, marks: codes }) => ({ id, codes }));
  const text = `{"events":[${events.map((event) => event.raw).join(",")}],"marks":${JSON.stringify(marks)}`;
  written.set(events, text);
  return text;
}

/**
 * Reads that body. Times are read in the receipt's zone. An event without a usable id takes it from the marks: those entries
 * that say so stand in the order of such events. Throws JsonTextError for a text that is no such body.
 */
export function readListPage(text: string): EventsPage {
  const parts = new Map(splitMembers(text).map((member) => [member.key, member.text]));
  const part = (key: string): string => {
    const found = parts.get(key);
    if (found === undefined) throw new JsonTextError("malformed", 0);
    return found;
  };
  const receipt = JSON.parse(part("receipt")) as Receipt;
  const marks = JSON.parse(part("marks")) as EventMarks[];
  const keys = marks.filter((entry) => lacksId(entry.codes)).map((entry) => entry.id);
  let next = 0;
  const keyOf = () => keys[next++] ?? `x-${next}`;
  const events = splitItems(part("events")).map((item) =>
    decodeEvent(item.text, { zone: receipt.zone, keyOf }),
  );
  const accounts = parts.has("accounts") ? (JSON.parse(part("accounts")) as string[]) : null;
  return { events, accounts, page: JSON.parse(part("page")) as PageInfo, receipt };
}
