import "server-only";
import type { AuditEvent } from "../../audit/event.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { learnOrder, sortEvents, type UpstreamOrder, upstreamOrder } from "../vonage/order.ts";

/** One page as the upstream numbers them. */
export interface UpstreamPage {
  events: readonly AuditEvent[];
  total: number;
}

export interface WantedPage {
  newestFirst: boolean;
  number: number;
  size: number;
}

export interface ReadPage {
  events: readonly AuditEvent[];
  total: number;
  /** Twice the ids of the page did not agree with the total: one may be missing, or stand on two pages. */
  shifted: boolean;
}

type Fetch = (number: number, size: number) => Promise<UpstreamPage>;

/**
 * Page `number` of `size` in the wanted direction, whichever way the upstream lists. The opposite way, it is cut from the two
 * upstream pages that cover it, counted from the other end, and the total is checked again: a result that grew meanwhile
 * would otherwise lose or repeat rows.
 */
export async function readPage(
  { apiKey }: Account,
  wanted: WantedPage,
  fetchPage: Fetch,
  knownTotal?: number,
): Promise<ReadPage> {
  const towards: UpstreamOrder = wanted.newestFirst ? "newest" : "oldest";
  const known = upstreamOrder(apiKey);
  let total = knownTotal ?? 0;
  if (knownTotal === undefined || known === undefined || known === towards) {
    const page = await fetchPage(wanted.number, wanted.size);
    const fits = page.total <= wanted.size;
    if ((await orderFrom(apiKey, page, wanted, fetchPage)) === towards || fits)
      return readAlong(page, wanted, fetchPage);
    total = page.total;
  }
  return (
    (await readAgainst(apiKey, towards, total, wanted, fetchPage)) ??
    readAlong(await fetchPage(wanted.number, wanted.size), wanted, fetchPage)
  );
}

/**
 * The upstream's order after one page of it. Where a page of a single second does not tell, and nothing did before, the other
 * end of the result does.
 */
async function orderFrom(apiKey: string, page: UpstreamPage, { number, size }: WantedPage, fetchPage: Fetch) {
  const learnt = learnOrder(apiKey, page.events);
  const last = Math.ceil(page.total / size);
  if (learnt !== undefined || last < 2 || page.events.length === 0) return learnt ?? "newest";
  const other = await fetchPage(number === last ? 1 : last, size);
  const ends = number === last ? [...other.events, ...page.events] : [...page.events, ...other.events];
  return learnOrder(apiKey, ends) ?? "newest";
}

const lengthOf = (total: number, { number, size }: WantedPage) =>
  Math.max(0, Math.min(size, total - (number - 1) * size));

async function readAlong(first: UpstreamPage, wanted: WantedPage, fetchPage: Fetch): Promise<ReadPage> {
  const agrees = ({ events, total }: UpstreamPage) => events.length === lengthOf(total, wanted);
  const page = agrees(first) ? first : await fetchPage(wanted.number, wanted.size);
  return {
    events: sortEvents(page.events, wanted.newestFirst),
    total: page.total,
    shifted: !agrees(page),
  };
}

/** From the other end; `null` when the pages show that the upstream lists in the wanted direction after all. */
async function readAgainst(
  apiKey: string,
  towards: UpstreamOrder,
  expected: number,
  wanted: WantedPage,
  fetchPage: Fetch,
): Promise<ReadPage | null> {
  const { newestFirst, number, size } = wanted;
  let total = expected;
  for (let attempt = 1; ; attempt++) {
    const end = Math.max(0, total - (number - 1) * size);
    const start = Math.max(0, end - size);
    // Past the end there is nothing to cut; the total may have grown, so it is asked for all the same.
    const numbers = end === 0 ? [number] : pagesOver(start, end, size);
    const pages = await Promise.all(numbers.map((page) => fetchPage(page, size)));
    for (const { events } of pages) if (learnOrder(apiKey, events) === towards) return null;
    const now = pages.at(-1)?.total ?? total;
    const all = pages.flatMap(({ events }) => events);
    const single = distinct(all);
    const offset = start - ((numbers[0] ?? 1) - 1) * size;
    const cut = single.slice(offset, offset + (end - start));
    const agree = single.length === all.length && cut.length === end - start;
    const held = agree && pages.every((page) => page.total === total);
    if (held || attempt === 2) return { events: sortEvents(cut, newestFirst), total: now, shifted: !held };
    total = now;
  }
}

function pagesOver(start: number, end: number, size: number): number[] {
  const first = Math.floor(start / size) + 1;
  const last = Math.floor((end - 1) / size) + 1;
  return first === last ? [first] : [first, last];
}

const distinct = (events: readonly AuditEvent[]): AuditEvent[] => [
  ...new Map(events.map((event) => [event.id, event])).values(),
];
