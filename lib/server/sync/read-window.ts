import type { AuditEvent } from "../../audit/event.ts";
import type { UpstreamOrder } from "../vonage/order.ts";
import { cutOf } from "./cut.ts";
import { countAt, PAGE_SIZE, type Source, type SourcePage } from "./source.ts";
import { SECOND, type Span } from "./span.ts";

export interface WindowWish {
  /** What shall be covered. */
  readonly gap: Span;
  /** The gap, with the edges of its neighbours. */
  readonly asked: Span;
  /** So many pages at most, and a quarter more where that is all there is. */
  readonly pages: number;
  readonly parallel: number;
  /** The upstream's order, after a page as it came. */
  readonly orderOf: (events: readonly AuditEvent[]) => UpstreamOrder;
  readonly onPage?: (page: number, pages: number) => void;
  /** A long list that begins with the oldest is given up after its first page: its newest end is wanted first. */
  readonly newestFirst?: boolean;
}

export interface WindowRead {
  /** `shifted`: the pages did not hold still, and prove nothing of the window. `far`: it was given up, only its total is known. */
  readonly state: "whole" | "shifted" | "far";
  /** What these events are all of: the gap, or its near end. */
  readonly span: Span;
  /** An id stands twice where it came with different bytes. */
  readonly events: readonly AuditEvent[];
  /** Events that the upstream has in the asked window. */
  readonly total: number;
}

/**
 * Reads a window whole, or the end of it at which the upstream's list begins. It is whole when the distinct ids are as many as the upstream
 * counts, with the same count on every page. Of a long list the first pages are read and cut at a second; the upstream is
 * then asked how many there are on this side of the cut. That costs one call a window, and nothing where the list is bursty or sparse.
 */
export async function readWindow(source: Source, wish: WindowWish): Promise<WindowRead> {
  const { gap, asked } = wish;
  const first = await source.page(asked, 1);
  const { total } = first;
  const last = Math.ceil(total / first.size);
  const read: SourcePage[] = [first];
  const order = wish.orderOf(first.events);
  const isShort = (pages: number) => last <= pages + Math.floor(wish.pages / 4);
  if (wish.newestFirst && order === "oldest" && !isShort(wish.pages))
    return { state: "far", span: gap, events: [], total };
  const shifted = (): WindowRead => ({ state: "shifted", span: gap, events: all(read), total });
  for (let pages = wish.pages; ; pages += Math.ceil(wish.pages / 4)) {
    const upTo = isShort(pages) ? last : pages;
    await readOn(source, wish, read, upTo, last);
    if (read.some((page) => page.total !== total)) return shifted();
    if (upTo >= last) {
      // A single reply cannot shift: an id or an entry that it holds twice is there twice.
      const entries = last <= 1 ? first.received : distinct(read);
      return entries === total ? { state: "whole", span: gap, events: all(read), total } : shifted();
    }
    if (distinct(read) !== upTo * first.size) return shifted();
    const near = nearEnd(wish, read, order, pages < 2 * wish.pages);
    if (near === null) continue;
    const { events, ...spans } = near;
    if ((await countAt(source, spans.asked)) !== new Set(events.map(({ id }) => id)).size) return shifted();
    const others = read.flatMap(({ conflicting }) => conflicting);
    return { state: "whole", span: spans.gap, events: [...events, ...others], total };
  }
}

async function readOn(source: Source, wish: WindowWish, read: SourcePage[], upTo: number, last: number) {
  wish.onPage?.(read.length, last);
  while (read.length < upTo) {
    const next = Math.min(wish.parallel, upTo - read.length);
    const numbers = Array.from({ length: next }, (_, i) => read.length + 1 + i);
    read.push(...(await Promise.all(numbers.map((number) => source.page(wish.asked, number)))));
    wish.onPage?.(read.length, last);
    if (read.at(-1)?.total !== read[0]?.total) return;
  }
}

/**
 * The near end of the window, whose events these pages hold; `null`: they lie within one second, or so many stand in the last one,
 * which would be read again, that reading on is cheaper.
 */
function nearEnd(
  { asked, gap }: WindowWish,
  read: readonly SourcePage[],
  order: UpstreamOrder,
  mayReadOn: boolean,
): { gap: Span; asked: Span; events: readonly AuditEvent[] } | null {
  const events = read.flatMap((page) => page.events);
  const cut = cutOf(events, order);
  if (cut === null || (mayReadOn && events.length - cut.keep > PAGE_SIZE)) return null;
  const near = (window: Span): Span =>
    order === "newest"
      ? { from: cut.at + SECOND, to: window.to }
      : { from: window.from, to: cut.at - SECOND };
  const span = near(gap);
  if (span.from !== null && span.from > span.to) return null;
  return { gap: span, asked: near(asked), events: events.slice(0, cut.keep) };
}

const distinct = (read: readonly SourcePage[]): number =>
  new Set(read.flatMap(({ events }) => events.map(({ id }) => id))).size;

/** One that came again with the same bytes is left out. */
function all(read: readonly SourcePage[]): AuditEvent[] {
  const events = read.flatMap((page) => [...page.events, ...page.conflicting]);
  return [...new Map(events.map((event) => [`${event.id} ${event.raw}`, event])).values()];
}
