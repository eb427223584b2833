import { JsonTextError, walkJson } from "../../audit/json-walk.ts";

const SMALL = 2 ** 18;
/** Values of every sort, at any depth. A full page of ordinary events has three thousand. */
const MOST_VALUES = 500_000;

/**
 * Throws JsonTextError `too_many` when the container that `text` is holds more than `most` values side by side, or far too many in all.
 * To split seven million of them ended the process, out of memory; to count them costs nothing. Below 256 KiB there cannot be
 * enough to matter.
 */
export function checkWidth(text: string, most = MOST_VALUES): void {
  if (text.length <= SMALL) return;
  let depth = 0;
  let all = 0;
  let beside = 0;
  const value = (start: number) => {
    if (++all > MOST_VALUES || (depth === 1 && ++beside > most)) throw new JsonTextError("too_many", start);
  };
  walkJson(text, 0, {
    open(_, start) {
      value(start);
      depth += 1;
    },
    scalar: value,
    key() {},
    close() {
      depth -= 1;
    },
  });
}
