import { compactText } from "../../../../audit/json-text.ts";
import { escapeSearchText } from "../../../../audit/upstream-request.ts";
import { piecesOf } from "../../text-pairs.ts";

/** A text that is looked for: a substring of the event's compact JSON, strings escaped as `JSON.stringify` does. */
export interface Needle {
  /** In the case in which it is compared. */
  readonly text: string;
  readonly caseSensitive: boolean;
  /** What FTS5 is asked: events that hold some of its pieces, and more of them, in whatever order; none for texts under three characters. */
  readonly asked: readonly string[];
  /** `true`: SQLite's LIKE tells of rows marked `compact` what `holds` would (or, case-sensitive, that and more). */
  readonly like: boolean;
}

/** Case as JavaScript folds it, on both sides. */
export function needleOf(typed: string, caseSensitive: boolean): Needle {
  const escaped = escapeSearchText(typed);
  const lower = escaped.toLowerCase();
  const text = caseSensitive ? escaped : lower;
  // A sigma is folded by its neighbours, which the needle does not know: exact texts with one are not in the index as asked for.
  const indexed = !caseSensitive || !escaped.includes("Σ");
  return {
    text,
    caseSensitive,
    asked: indexed ? questionsOf(lower) : [],
    like: caseSensitive || likeKnows(lower),
  };
}

/** Whether an event holds the text. `isCompact`: `raw` is known to be its own compact form. */
export function holds(needle: Needle, raw: string, isCompact: boolean): boolean {
  const compact = isCompact ? raw : compactText(raw);
  return (needle.caseSensitive ? compact : compact.toLowerCase()).includes(needle.text);
}

/** For `like … escape '!'`. */
export const likePattern = ({ text }: Needle): string => `%${text.replaceAll(/[%_!]/g, "!$&")}%`;

/** Each is a list that the index walks: three leave few events of most rare texts, and what is found is compared anyway. */
const PIECES = [3, 12];

/** The index is in lower case, whatever the setting: case-sensitive it answers more than is looked for. */
function questionsOf(lower: string): string[] {
  const pieces = piecesOf(lower);
  return [...new Set(PIECES.map((most) => spread(pieces, most).join(" AND ")))].filter(Boolean);
}

/** At most so many of the items, from the first to the last, each once. */
function spread(items: readonly string[], most: number): string[] {
  const count = Math.min(items.length, most);
  const step = count < 2 ? 0 : (items.length - 1) / (count - 1);
  return [...new Set(Array.from({ length: count }, (_, i) => items[Math.round(i * step)] ?? ""))];
}

/** LIKE folds ASCII alone: it knows texts of ASCII and of characters that have no case. */
const likeKnows = (lower: string): boolean =>
  [...lower].every((one) => one < "\u0080" || (one.toUpperCase() === one && one.toLowerCase() === one));
