import "server-only";
import type { AuditEvent } from "../../audit/event.ts";
import type { EventsPage } from "../../audit/list-page.ts";
import type { EventQuery, ResolvedWindow } from "../../audit/query.ts";
import { isEmptyWindow } from "../../audit/time/window.ts";
import type { Archive, StoredEvent } from "../archive/archive.ts";
import type { HeldArchive } from "../archive/held.ts";
import { config } from "../config.ts";
import { decodeOnce } from "../vonage/decode-once.ts";
import { toQuestion } from "./question.ts";
import { FRESH_MS, FRESHEN_WAIT_MS, type Reach } from "./reach.ts";
import { archiveReceipt, whoseEvents } from "./receipts.ts";

const SECOND = 1000;

/** Events as they came from the upstream; what was pruned has no text, and is none. */
export function decodeStored(stored: readonly StoredEvent[]): AuditEvent[] {
  const { zone } = config().upstream;
  return stored.flatMap(({ raw }) => (raw === null ? [] : [decodeOnce(raw, zone)]));
}

/** One page of a query's events from what the archive holds. `accounts` are API keys. */
export async function archivedList(
  archive: Archive,
  accounts: readonly string[],
  query: EventQuery,
  window: ResolvedWindow,
  reach: Reach,
): Promise<EventsPage> {
  const question = toQuestion(query, window, accounts);
  const page = isEmptyWindow(window)
    ? { events: [], total: 0 }
    : await archive.page(question, {
        newestFirst: query.sort === "-created_at",
        offset: (query.page - 1) * query.size,
        limit: query.size,
      });
  const [total, arrived, late] = await Promise.all([
    page.total ?? archive.count(question),
    query.asOf === null ? null : arrivedSince(archive, accounts, query, window),
    archive.lateSince(question, window.asOf),
  ]);
  const held = page.events.filter(({ raw }) => raw !== null);
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
      lateSince: late,
    }),
  };
}

/** Events of the query that are newer than its `as_of`. What the live answer asks the upstream for, the archive knows. */
function arrivedSince(
  archive: Archive,
  accounts: readonly string[],
  query: EventQuery,
  { askedTo, asOf, from }: ResolvedWindow,
): Promise<number> | number {
  // A link that was frozen while its window was open ends at its own `as_of`: what came since is counted on.
  const open = askedTo === null || askedTo === asOf;
  const newer = {
    from: Math.max(asOf + SECOND, from ?? 0),
    to: open ? Math.floor(Date.now() / SECOND) * SECOND : askedTo,
  };
  return newer.to < newer.from ? 0 : archive.count(toQuestion(query, newer, accounts));
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
