import { JsonTextError, splitItems, splitMembers } from "../../audit/json-text.ts";
import { checkWidth } from "./check-width.ts";

export interface ListPage {
  /** The exact text of each event, in the order received. */
  readonly items: readonly string[];
  /** As upstream counts: from 1. */
  readonly number: number;
  readonly size: number;
  readonly totalElements: number;
  readonly totalPages: number;
}

/** Ten times the most that can be asked for. */
const MOST_ITEMS = 1_000;
const MOST_MEMBERS = 1_000;

/** A list reply that cannot be trusted. The message is the rest of a sentence, ours alone. */
export class NoListPage extends Error {
  override readonly name = "NoListPage";
}

/**
 * Takes a reply of `GET /events` apart without altering a byte of any event. `asked` is what was asked for: it stands in where the
 * reply's own account of its page is missing or absurd, as long as the total is certain. A total that is not known is an
 * error, never 0: "no events" is only said when it is known.
 */
export function readListPage(text: string, asked: { number: number; size: number }): ListPage {
  const top = members(text, "it is not a JSON object");
  const embedded = top.get("_embedded");
  const items = embedded === undefined || embedded === "null" ? null : itemsOf(embedded);
  const pageText = top.get("page");
  const page = pageText?.startsWith("{")
    ? members(pageText, "its page is not an object")
    : new Map<string, string>();

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

function itemsOf(embedded: string): string[] | null {
  const events = members(embedded, "its _embedded is not an object").get("events");
  if (events === undefined || events === "null") return null;
  return guarded("its events are not a list", () => {
    checkWidth(events, MOST_ITEMS);
    return splitItems(events).map((item) => item.text);
  });
}

/** Of a key that stands twice the last counts, as `JSON.parse` has it. */
const members = (text: string, problem: string): Map<string, string> =>
  guarded(problem, () => {
    checkWidth(text, MOST_MEMBERS);
    return new Map(splitMembers(text).map((member) => [member.key, member.text]));
  });

function guarded<T>(problem: string, split: () => T): T {
  try {
    return split();
  } catch (error) {
    if (error instanceof JsonTextError)
      throw new NoListPage(error.reason === "too_many" ? "it holds more than a page can" : problem);
    throw error;
  }
}

/** A count, also one that was sent as text; `null` for anything else. */
function whole(source: string | undefined, least: number): number | null {
  const digits = /^"?(\d{1,15})"?$/.exec(source ?? "")?.[1];
  return digits === undefined || Number(digits) < least ? null : Number(digits);
}
