import "server-only";
import { AuditError } from "../../audit/errors.ts";
import type { AuditEvent, Instant } from "../../audit/event.ts";
import { deriveChanges } from "../../audit/history.ts";
import { hostsOf } from "../../audit/hosts.ts";
import { meaningOf } from "../../audit/meaning.ts";
import { EMPTY_QUERY } from "../../audit/query-params.ts";
import { type ResourceId, resourceKey } from "../../audit/resource-kind.ts";
import { resourcesOf } from "../../audit/resource.ts";
import { sayingsOf } from "../../audit/resource-state.ts";
import { learnNames, sentenceOf } from "../../audit/sentence.ts";
import { statementsOf, subjectOf } from "../../audit/state.ts";
import { bucketsOf } from "../../audit/time/buckets.ts";
import { toIso } from "../../audit/time/format.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import {
  namedWith,
  type ResourceTimeline,
  TIMELINE_SIZE,
  type TimelineChange,
  type TimelineEvent,
  withoutSubject,
} from "../../audit/timeline.ts";
import { spanOf } from "../../audit/timeline-strip.ts";
import type { Archive, Question, StoredEvent } from "../archive/archive.ts";
import type { Principal } from "../identity/index.ts";
import { decodeStored } from "./archived-list.ts";
import { asked } from "./asked.ts";
import { currentAsOf, recordList } from "./list.ts";
import { toQuestion } from "./question.ts";
import { type Gap, reach } from "./reach.ts";
import { archiveReceipt } from "./receipts.ts";
import { readResource } from "./state.ts";

/** What else these events name is told. */
const LOOKED_THROUGH = 500;
/** A thing that changed more often is told from its latest changes, and the answer says so. */
const MOST_CHANGES = 2000;
const CHUNK = 500;
const MOST_NAMES = 24;
const SECOND = 1000;

interface Asked {
  readonly kind: string;
  readonly value: string;
  readonly account: string | null;
  /** Of its events, from 1. */
  readonly page?: number;
}

/** An event and the account it was read from. */
interface Owned {
  readonly account: string;
  readonly event: AuditEvent;
}

/** All that happened to one thing, under whatever name the events give it. Only an archive can tell. */
export async function resourceTimeline(
  principal: Principal,
  { kind, value, account, page = 1 }: Asked,
): Promise<ResourceTimeline> {
  const resource = readResource(kind, value);
  const query = { ...EMPTY_QUERY, account, resource: [resourceKey(resource)] };
  const { accounts, held } = asked(principal, { ...EMPTY_QUERY, account });
  if (held === null)
    throw new AuditError("needs_archive", "A timeline is told from the archive, and it is off.");
  const { archive, settleMs } = held;
  const window = resolveWindow(query.time, currentAsOf());
  await recordList(principal, accounts, query);

  const keys = accounts.map(({ apiKey }) => apiKey);
  const found = await reach(held, keys, window, { wait: false });
  const { since, gaps } = coverageOf(found.gaps, window.asOf, settleMs);
  const question = toQuestion(query, window, keys);
  const stating = await statingTypes(archive, resource, keys);
  const [newest, { events: changing, cut }, first, shown] = await Promise.all([
    ownedPage(archive, question, 0, LOOKED_THROUGH),
    changesOf(archive, question, stating),
    firstOf(archive, question),
    page === 1 ? null : ownedPage(archive, question, (page - 1) * TIMELINE_SIZE, TIMELINE_SIZE),
  ]);
  const total = newest.length < LOOKED_THROUGH ? newest.length : await archive.count(question);
  const listed = shown ?? newest.slice(0, TIMELINE_SIZE);
  const read = [...newest, ...changing, ...listed].map(({ event }) => event);
  const names = await namesOf(archive, keys, window.to, read);
  const oldest = changing.at(-1)?.event.at ?? null;
  const looked = { lookedBackTo: cut ? oldest : since, exhausted: !cut, gaps };
  const earlier = earlierIn(changing);
  const span = spanOf(first, since, window.asOf);
  const bars = bucketsOf(span.start, span.end);
  const { histogram } = await archive.summary(question, {
    histogram: { start: bars.start, seconds: bars.seconds, buckets: bars.count },
    facets: [],
  });

  const told = ({ account: key, event }: Owned): TimelineEvent => {
    const changes = sayingsOf(resource, event).length > 0;
    const known = changes ? { changes: deriveChanges(event, earlier(event), looked).changes } : {};
    return {
      id: event.id,
      account: key,
      type: event.type,
      at: event.at === null ? null : toIso(event.at),
      user: event.userEmail ?? event.userId,
      ip: event.sourceIp,
      country: event.sourceCountry,
      hosts: hostsOf(event),
      sentence: withoutSubject(sentenceOf(event, { ...known, names }), resource),
      changes,
    };
  };
  return {
    resource,
    asOf: toIso(window.asOf),
    since: since === null ? null : toIso(since),
    gaps: gaps.map(({ from, to }) => ({ from: toIso(from), to: toIso(to) })),
    total,
    first: first === null ? null : toIso(first),
    events: listed.map(told),
    page: { number: page, size: TIMELINE_SIZE, totalPages: Math.ceil(total / TIMELINE_SIZE) },
    changes: changing.flatMap((owned) => asChange(resource, owned)),
    cut,
    activity: {
      start: toIso(bars.start),
      seconds: bars.seconds,
      counts: histogram?.buckets.map((bucket) => bucket.total) ?? [],
    },
    named: namedWith(
      resource,
      newest.map(({ event }) => event),
    ),
    namedOf: newest.length,
    names: Object.fromEntries(names),
    receipt: archiveReceipt(window, found, { counted: total, arrivedSince: null, lateSince: null }),
  };
}

/** Where coverage begins and what is missing after that. What is younger than the settle lag is no gap: it is about to be read. */
function coverageOf(gaps: readonly Gap[], asOf: Instant, settleMs: number) {
  const beginning = gaps.find(({ from }) => from === null);
  return {
    since: beginning === undefined ? null : Math.min(beginning.to + SECOND, asOf),
    gaps: gaps.flatMap(({ from, to }) => (from === null || from > asOf - settleMs ? [] : [{ from, to }])),
  };
}

/**
 * The types, of those that the accounts have, that can say something of the thing's state. Types are open; one that nobody knows
 * may tell something of the account.
 */
async function statingTypes(archive: Archive, { kind }: ResourceId, accounts: readonly string[]) {
  const types = await Promise.all(accounts.map((account) => archive.types(account)));
  const states = (type: string) => {
    const { about, stateless } = meaningOf(type);
    return !stateless && (about === kind || (about === null && kind === "account"));
  };
  return [...new Set(types.flat().map(({ type }) => type))].filter(states);
}

const owned = (stored: readonly StoredEvent[]): Owned[] =>
  stored.flatMap((one) => decodeStored([one]).map((event) => ({ account: one.account, event })));

const ownedPage = async (archive: Archive, question: Question, offset: number, limit: number) =>
  owned((await archive.page(question, { newestFirst: true, offset, limit })).events);

/** The events that may say something of it, newest first. */
async function changesOf(archive: Archive, question: Question, eventTypes: readonly string[]) {
  const events: Owned[] = [];
  // An empty list of types would ask for all of them.
  while (eventTypes.length > 0 && events.length < MOST_CHANGES) {
    const chunk = await ownedPage(archive, { ...question, eventTypes }, events.length, CHUNK);
    events.push(...chunk);
    if (chunk.length < CHUNK) return { events, cut: false };
  }
  return { events, cut: eventTypes.length > 0 };
}

/** The moment of the first event that has one: those without stand last either way. */
async function firstOf(archive: Archive, question: Question): Promise<Instant | null> {
  const { events } = await archive.page(question, { newestFirst: false, offset: 0, limit: 1 });
  return decodeStored(events)[0]?.at ?? null;
}

/** Which of the changes tell what stood before an event: the latest of each field before it, and those of its own second. */
function earlierIn(changing: readonly Owned[]): (event: AuditEvent) => AuditEvent[] {
  const bySubject = new Map<string, AuditEvent[]>();
  for (const { event } of changing) {
    for (const statement of statementsOf(event)) {
      const subject = subjectOf(statement);
      const events = bySubject.get(subject);
      if (events === undefined) bySubject.set(subject, [event]);
      else events.push(event);
    }
  }
  return (event) => {
    const wanted = new Set<AuditEvent>();
    const { at } = event;
    if (at === null) return [];
    for (const statement of statementsOf(event)) {
      const events = bySubject.get(subjectOf(statement)) ?? [];
      const last = events.find((other) => other.at !== null && other.at < at)?.at;
      for (const other of events) if (other.at === at || other.at === last) wanted.add(other);
    }
    return [...wanted];
  };
}

/** Names of the applications that events speak of, also of those whose name they do not tell. */
async function namesOf(
  archive: Archive,
  accounts: readonly string[],
  to: Instant,
  events: readonly AuditEvent[],
) {
  const known = learnNames(events);
  const apps = new Set(
    events.flatMap((event) =>
      resourcesOf(event)
        .filter(({ kind }) => kind === "app")
        .map(resourceKey),
    ),
  );
  const unnamed = [...apps].filter((key) => !known.has(key)).slice(0, MOST_NAMES);
  const tellers = await Promise.all(
    unnamed.map(async (key) => {
      const query = { ...EMPTY_QUERY, resource: [key], eventTypes: ["APP_UPDATE", "APP_CREATE"] };
      return ownedPage(archive, toQuestion(query, { from: null, to }, accounts), 0, 1);
    }),
  );
  return new Map([...known, ...learnNames(tellers.flat().map(({ event }) => event))]);
}

function asChange(resource: ResourceId, { account, event }: Owned): TimelineChange[] {
  const sayings = sayingsOf(resource, event);
  const [any] = sayings;
  if (any === undefined) return [];
  const says = sayings.map(({ subject, field, value, before }) => ({
    subject,
    field,
    value,
    ...(before === undefined ? {} : { before }),
  }));
  return [{ id: event.id, account, type: event.type, at: toIso(any.at), says }];
}
