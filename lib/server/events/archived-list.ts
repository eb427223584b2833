import "server-only";
import type { AuditEvent } from "../../audit/event.ts";
import type { EventsPage } from "../../audit/list-page.ts";
import type { EventQuery, ResolvedWindow } from "../../audit/query.ts";
import { isEmptyWindow } from "../../audit/time/window.ts";
import type { Archive, Slice, StoredEvent, StoredList } from "../archive/archive.ts";
import type { HeldArchive } from "../archive/held.ts";
import { config } from "../config.ts";
import { Together } from "../together.ts";
import { decodeOnce } from "../vonage/decode-once.ts";
import { toQuestion } from "./question.ts";
import { FRESH_MS, FRESHEN_WAIT_MS, type Look, type Reach, reach } from "./reach.ts";
import { archiveReceipt, whoseEvents } from "./receipts.ts";

const SECOND = 1000;

/** Events as they came from the upstream; what was pruned has no text, and is none. */
export function decodeStored(stored: readonly StoredEvent[]): AuditEvent[] {
  const { zone } = config().upstream;
  return stored.flatMap(({ raw }) => (raw === null ? [] : [decodeOnce(raw, zone)]));
}

/** The page that a query asks for. */
export const sliceOf = ({ sort, page, size }: EventQuery): Slice => ({
  newestFirst: sort === "-created_at",
  offset: (page - 1) * size,
  limit: size,
});

/** What the archive holds of one page of a query, and how far it covers the window. */
export interface ArchivedPage {
  readonly list: StoredList;
  readonly reach: Reach;
}

const together = new WeakMap<Archive, Together<StoredList>>();

/** Asks the archive for a page; once more where the newest part was read meanwhile. `accounts` are API keys. */
export async function readArchive(
  held: HeldArchive,
  accounts: readonly string[],
  query: EventQuery,
  window: ResolvedWindow,
  { wait }: Pick<Look, "wait">,
): Promise<ArchivedPage> {
  const { archive } = held;
  const question = toQuestion(query, window, accounts);
  const slice = isEmptyWindow(window) ? null : sliceOf(query);
  const those = together.get(archive) ?? new Together();
  together.set(archive, those);
  const first = await those.ask(JSON.stringify([question, slice, window.asOf]), undefined, () =>
    archive.list(question, slice, window.asOf),
  );
  const { again, ...found } = await reach(held, accounts, window, { wait, known: first.coverage });
  return { reach: found, list: again ? await archive.list(question, slice, window.asOf) : first };
}

/** One page of a query's events from what the archive holds. */
export async function archivedList(
  archive: Archive,
  accounts: readonly string[],
  query: EventQuery,
  window: ResolvedWindow,
  { list, reach }: ArchivedPage,
): Promise<EventsPage> {
  const [total, arrived] = await Promise.all([
    list.total ?? archive.count(toQuestion(query, window, accounts)),
    query.asOf === null ? null : arrivedSince(archive, accounts, query, window),
  ]);
  const held = list.events.filter(({ raw }) => raw !== null);
  return {
    events: decodeStored(held),
    accounts: query.account === "*" ? held.map(({ account }) => account) : null,
    page: {
      number: query.page,
      size: query.size,
      totalElements: total,
      totalPages: Math.ceil(total / query.size),
    },
    receipt: archiveReceipt(window, reach, {
      ...whoseEvents(query, accounts),
      counted: total,
      arrivedSince: arrived,
      lateSince: list.late,
    }),
  };
}

/** Events of the query that are newer than its `as_of`. What the live answer asks the upstream for, the archive knows. */
async function arrivedSince(
  archive: Archive,
  accounts: readonly string[],
  query: EventQuery,
  { askedTo, asOf, from }: ResolvedWindow,
): Promise<number> {
  // A link that was frozen while its window was open ends at its own `as_of`: what came since is counted on.
  const open = askedTo === null || askedTo === asOf;
  const newer = {
    from: Math.max(asOf + SECOND, from ?? 0),
    to: open ? Math.floor(Date.now() / SECOND) * SECOND : askedTo,
  };
  if (newer.to < newer.from) return 0;
  // Events of unknown time lie in every window, also in one of no second at all: they are none that came since.
  const never = { from: newer.to + SECOND, to: newer.to };
  const [all, undated] = await Promise.all(
    [newer, never].map((window) => archive.count(toQuestion(query, window, accounts))),
  );
  return Math.max(0, (all ?? 0) - (undated ?? 0));
}

/** The same, after the newest part was read again. */
export async function arrivedInArchive(
  held: HeldArchive,
  accounts: readonly string[],
  query: EventQuery,
  window: ResolvedWindow,
): Promise<number> {
  await Promise.all(accounts.map((account) => held.filler?.freshen(account, FRESH_MS, FRESHEN_WAIT_MS)));
  return arrivedSince(held.archive, accounts, query, window);
}
