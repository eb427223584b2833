import { type ListParts, NoListPage } from "./list-parts.ts";

export interface ListPage {
  /** The exact text of each event, in the order received. */
  readonly items: readonly string[];
  /** As upstream counts: from 1. */
  readonly number: number;
  readonly size: number;
  readonly totalElements: number;
  readonly totalPages: number;
}

/**
 * What a reply of `GET /events` says, from its parts. `asked` is what was asked for: it stands in where the
 * reply's own account of its page is missing or absurd, as long as the total is certain. A total that is not known is an
 * error, never 0: "no events" is only said when it is known.
 */
export function readListPage(
  { items, page }: Pick<ListParts, "items" | "page">,
  asked: { number: number; size: number },
): ListPage {
  const { number } = asked;
  const count = items?.length ?? 0;
  const stated = whole(page.get("totalElements"), 0);
  const size = sizeOf(whole(page.get("size"), 1), asked, count, stated);
  const before = (number - 1) * size;
  // A page that holds something and is not full is the last.
  const total = stated ?? (count > 0 && count < size ? before + count : null);
  if (total === null) throw new NoListPage("it does not say how many events there are");
  const totalPages = Math.ceil(total / size);
  if (count === 0 && number <= totalPages) throw new NoListPage("it counts events and holds none");
  // Past the end some servers send their last page again; that is not the page that was asked for.
  const past = number > Math.max(totalPages, 1);
  return {
    items: past ? [] : (items ?? []),
    number,
    size,
    totalElements: past ? total : Math.max(total, before + count),
    totalPages,
  };
}

/**
 * The contract calls `size` both the size of a page and the number of items in this one. So the asked size counts, unless a page that
 * is not the last is full at less: then the server has a limit of its own.
 */
function sizeOf(
  sent: number | null,
  asked: { number: number; size: number },
  count: number,
  total: number | null,
): number {
  const limited =
    sent !== null &&
    sent < asked.size &&
    sent === count &&
    (asked.number - 1) * asked.size + count < (total ?? 0);
  return limited ? sent : asked.size;
}

/** A count, also one that was sent as text; `null` for anything else. */
function whole(source: string | undefined, least: number): number | null {
  const digits = /^"?(\d{1,15})"?$/.exec(source ?? "")?.[1];
  return digits === undefined || Number(digits) < least ? null : Number(digits);
}
