import { compactText } from "../../../../audit/json-text.ts";
import { escapeSearchText } from "../../../../audit/upstream-request.ts";

/** A text that is looked for: a substring of the event's compact JSON, strings escaped as `JSON.stringify` does. */
export interface Needle {
  /** In the case in which it is compared. */
  readonly text: string;
  readonly caseSensitive: boolean;
  /** What FTS5 is asked: events that hold some of its trigrams, and more of them, in whatever order; none for texts under three characters. */
  readonly trigrams: readonly string[];
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
    trigrams: indexed ? trigramsOf(lower) : [],
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
const TRIGRAMS = [3, 12];

/** The index is in lower case, whatever the setting: case-sensitive it answers more than is looked for. */
function trigramsOf(lower: string): string[] {
  const characters = [...lower];
  const last = characters.length - 3;
  if (last < 0) return [];
  const spread = (most: number) => {
    const count = Math.min(last + 1, most);
    const grams = new Set<string>();
    for (let i = 0; i < count; i++) {
      const start = count === 1 ? 0 : Math.round((i * last) / (count - 1));
      const gram = characters.slice(start, start + 3).join("");
      grams.add(`"${gram.replaceAll('"', '""')}"`);
    }
    return [...grams].join(" AND ");
  };
  return [...new Set(TRIGRAMS.map(spread))];
}

/** LIKE folds ASCII alone: it knows texts of ASCII and of characters that have no case. */
const likeKnows = (lower: string): boolean =>
  [...lower].every((one) => one < "\u0080" || (one.toUpperCase() === one && one.toLowerCase() === one));
