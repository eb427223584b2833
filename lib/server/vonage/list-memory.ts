import { type KnownList, type ListParts, listParts } from "./list-parts.ts";

/** Some dozens of usual pages: what the lists that are open just now ask again and again. */
const MOST_KEPT = 32;
const MOST_LENGTH = 128 * 1024;

/**
 * Takes replies apart, each list once. Audit events never change, so a list that polls mostly gets the very events that it got before,
 * with other links behind them: to compare the text up to their end costs a fraction of going through it. The text itself is
 * compared, never a digest of it.
 */
export class ListMemory {
  /** The latest first. Few enough that a scan is quicker than hashing texts of such length. */
  readonly #kept: KnownList[] = [];

  /** As `listParts`; a list that is remembered comes back as the same array. */
  read(text: string): ListParts {
    const at = this.#kept.findIndex(({ head }) => text.slice(0, head.length) === head);
    const known = this.#kept[at];
    const parts = listParts(text, known);
    if (known !== undefined && parts.items === known.items) {
      if (at > 0) this.#kept.unshift(...this.#kept.splice(at, 1));
    } else if (parts.items !== null && parts.list !== null && text.length <= MOST_LENGTH) {
      const { start, end } = parts.list;
      this.#kept.unshift({ head: text.slice(0, end), start, items: parts.items });
      this.#kept.splice(MOST_KEPT);
    }
    return parts;
  }
}
