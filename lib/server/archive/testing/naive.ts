import { parseIp, ipMatches } from "../../../audit/ip.ts";
import type { AuditEvent } from "../../../audit/event.ts";
import { compactText } from "../../../audit/json-text.ts";
import { resourceKey, resourcesOf } from "../../../audit/resource.ts";
import type { FacetName, Question } from "../archive.ts";
import { UNFILTERED } from "../unfiltered.ts";

/** An event of an account, as a plain filter sees it. */
export interface Held {
  readonly account: string;
  readonly event: AuditEvent;
}

/** A question that filters nothing. */
export const ALL: Omit<Question, "accounts"> = {
  from: null,
  to: Date.parse("2100-01-01T00:00:00Z"),
  ...UNFILTERED,
};

/** What an event carries of a facet. */
export function carried({ account, event }: Held, facet: FacetName): readonly string[] {
  const one = (value: string | null) => (value === null || value === "" ? [] : [value]);
  if (facet === "event_type") return one(event.type);
  if (facet === "user") return one(event.userEmail || event.userId);
  if (facet === "ip") return one(event.sourceIp);
  if (facet === "country") return one(event.sourceCountry);
  if (facet === "source") return one(event.source);
  if (facet === "resource") return resourcesOf(event).map(resourceKey);
  return [account];
}

/** Whether an event is in the answer; `without`: but for one facet's own filter. */
export function matches(held: Held, question: Question, without: FacetName | null = null): boolean {
  const { event } = held;
  const { from, to, searchText } = question;
  const outOf = (facet: FacetName, unwanted: readonly string[]) =>
    facet === without || !carried(held, facet).some((value) => unwanted.includes(value));
  const inList = (facet: FacetName, wanted: readonly string[]) =>
    facet === without || wanted.length === 0 || carried(held, facet).some((value) => wanted.includes(value));
  return (
    question.accounts.includes(held.account) &&
    (event.at === null || ((from === null || event.at >= from) && event.at <= to)) &&
    inList("event_type", question.eventTypes) &&
    (without === "event_type" || !question.excludeEventTypes.includes(event.type)) &&
    inList("user", question.user) &&
    inList("country", question.country) &&
    inList("source", question.source) &&
    inList("resource", question.resource) &&
    outOf("user", question.excludeUser) &&
    outOf("country", question.excludeCountry) &&
    outOf("source", question.excludeSource) &&
    outOf("resource", question.excludeResource) &&
    (without === "ip" || !question.excludeIp.some((block) => lies(event, block))) &&
    (without === "ip" || question.ip.length === 0 || question.ip.some((block) => lies(event, block))) &&
    (searchText === null || holdsText(event, searchText))
  );
}

/** A substring of the compact JSON, whatever the case. */
const holdsText = (event: AuditEvent, text: string): boolean =>
  compactText(event.raw).toLowerCase().includes(JSON.stringify(text).slice(1, -1).toLowerCase());

function lies({ sourceIp }: AuditEvent, block: string): boolean {
  const address = sourceIp === null ? null : parseIp(sourceIp);
  const wanted = parseIp(block);
  return address !== null && wanted !== null && ipMatches(wanted, address);
}

/** The answer in order: (time, id), both falling or both rising, unknown times last. */
export function answer(all: readonly Held[], question: Question, newestFirst: boolean): Held[] {
  const sign = newestFirst ? -1 : 1;
  const order = <Value extends string | number>(a: Value, b: Value) => (a === b ? 0 : a < b ? -sign : sign);
  const last = newestFirst ? -Infinity : Infinity;
  return all
    .filter((held) => matches(held, question))
    .toSorted(
      (a, b) =>
        order(a.event.at ?? last, b.event.at ?? last) ||
        order(a.event.id, b.event.id) ||
        order(a.account, b.account),
    );
}
