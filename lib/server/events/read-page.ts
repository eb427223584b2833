import "server-only";
import type { AuditEvent } from "../../audit/event.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { learnOrder, sortEvents, upstreamOrder } from "./order.ts";

/** One page as the upstream numbers them. */
export interface UpstreamPage {
  events: AuditEvent[];
  total: number;
}

export interface ReadPage {
  events: AuditEvent[];
  total: number;
  /** The total changed while a page was cut from two, and did again on the second try. */
  shifted: boolean;
}

/**
 * Page `number` of `size` in the wanted direction, whichever way the upstream lists. The opposite way, it is cut from the two
 * upstream pages that cover it, counted from the other end, and the total is checked again: a result that grew meanwhile
 * would otherwise lose or repeat rows.
 */
export async function readPage(
  account: Account,
  wanted: { newestFirst: boolean; number: number; size: number },
  fetchPage: (number: number, size: number) => Promise<UpstreamPage>,
  knownTotal?: number,
): Promise<ReadPage> {
  const { newestFirst, number, size } = wanted;
  const towards = newestFirst ? "newest" : "oldest";
  const order = upstreamOrder(account.apiKey);
  let total = knownTotal ?? -1;

  if (order === undefined || order === towards || knownTotal === undefined) {
    const page = await fetchPage(number, size);
    if ((learnOrder(account.apiKey, page.events) ?? "newest") === towards || page.total <= size) {
      return { events: sortEvents(page.events, newestFirst), total: page.total, shifted: false };
    }
    total = page.total;
  }

  for (let attempt = 1; ; attempt++) {
    const end = total - (number - 1) * size;
    if (end <= 0) return { events: [], total, shifted: false };
    const start = Math.max(0, end - size);
    const first = Math.floor(start / size) + 1;
    const last = Math.floor((end - 1) / size) + 1;
    const pages: UpstreamPage[] = await Promise.all(
      (first === last ? [first] : [first, last]).map((page) => fetchPage(page, size)),
    );
    const now: number = pages.at(-1)?.total ?? total;
    const held: boolean = pages.every((page) => page.total === total);
    if (held || attempt === 2) {
      const offset = start - (first - 1) * size;
      const cut = pages.flatMap((page) => page.events).slice(offset, offset + (end - start));
      return { events: sortEvents(cut, newestFirst), total: now, shifted: !held };
    }
    total = now;
  }
}
