import { eachItem, eachMember, expectEnd, JsonTextError } from "../../audit/json-text.ts";
import { skipSpace, walkJson } from "../../audit/json-walk.ts";
import { checkWidth } from "./check-width.ts";

/** Ten times the most that can be asked for. */
const MOST_ITEMS = 1_000;
const MOST_MEMBERS = 1_000;

/** A list reply that cannot be trusted. The message is the rest of a sentence, ours alone. */
export class NoListPage extends Error {
  override readonly name = "NoListPage";
}

/** What counts of a list reply. */
export interface ListParts {
  /** The exact text of each event, in the order received; `null` when there is no list. */
  items: readonly string[] | null;
  /** Where that list stands in the text; `null` when there is none, or more than one. */
  list: { start: number; end: number } | null;
  /** The source of each member of `page`. */
  page: Map<string, string>;
}

/** A list that was read before. */
export interface KnownList {
  /** A reply's text up to the end of its list, which begins at `start`. */
  readonly head: string;
  readonly start: number;
  readonly items: readonly string[];
}

/** Filled on the way. `problem`: a part that stands where it should and is none; the same key further on may mend that. */
type Reading = ListParts & { problem: string | null; lists: number };

/**
 * Takes both parts out of a reply in one pass over its text, however they nest. Of a key that stands twice the last counts, as
 * `JSON.parse` has it. A reply that begins with `known.head` is read as if an empty list stood in place of the known one: the
 * grammar is the same from there on.
 */
export function listParts(text: string, known?: KnownList): ListParts {
  if (known !== undefined) {
    const rest = read(`${text.slice(0, known.start)}[]${text.slice(known.head.length)}`);
    // A reply with a second list further down is read whole: that one counts.
    if (rest.list !== null && rest.items !== null) return { ...rest, items: known.items };
  }
  return read(text);
}

function read(text: string): ListParts {
  const reading: Reading = { items: null, list: null, page: new Map(), problem: null, lists: 0 };
  try {
    checkWidth(text, MOST_MEMBERS);
    const end = eachMember(text, skipSpace(text, 0), (key, start) => {
      if (key === "_embedded") return readEmbedded(text, start, reading);
      return key === "page" ? readPage(text, start, reading) : walkJson(text, start);
    });
    expectEnd(text, end);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const many = error.reason === "too_many";
    throw new NoListPage(many ? "it holds more than a page can" : "it is not a JSON object");
  }
  if (reading.problem !== null) throw new NoListPage(reading.problem);
  return reading;
}

function readEmbedded(text: string, start: number, reading: Reading): number {
  reading.items = null;
  reading.problem = null;
  if (text.charAt(start) !== "{") return nothing(text, start, reading, "its _embedded is not an object");
  return eachMember(text, start, (key, at) =>
    key === "events" ? readItems(text, at, reading) : walkJson(text, at),
  );
}

function readItems(text: string, start: number, reading: Reading): number {
  reading.items = null;
  reading.problem = null;
  if (text.charAt(start) !== "[") return nothing(text, start, reading, "its events are not a list");
  const items: string[] = [];
  reading.items = items;
  const end = eachItem(text, start, (at) => {
    if (items.length === MOST_ITEMS) throw new JsonTextError("too_many", at);
    const close = walkJson(text, at);
    items.push(text.slice(at, close));
    return close;
  });
  reading.lists += 1;
  reading.list = reading.lists === 1 ? { start, end } : null;
  return end;
}

function readPage(text: string, start: number, reading: Reading): number {
  const page = new Map<string, string>();
  reading.page = page;
  if (text.charAt(start) !== "{") return walkJson(text, start);
  return eachMember(text, start, (key, at) => {
    const end = walkJson(text, at);
    page.set(key, text.slice(at, end));
    if (page.size > MOST_MEMBERS) throw new JsonTextError("too_many", at);
    return end;
  });
}

/** `null` is as good as absent; anything else in the place of a part is a problem. */
function nothing(text: string, start: number, reading: Reading, problem: string): number {
  const end = walkJson(text, start);
  if (text.slice(start, end) !== "null") reading.problem = problem;
  return end;
}
