const CLASSES = 128;
/** The first of 128 × 128 ideographs, which the engine's tokenizer leaves as they are, and its questions need not quote. */
const FIRST = 0x4e00;
/** What stands behind the last character. */
const END = 0;

/**
 * What the text index holds of a text: a character for each two neighbours, so that the engine's trigrams are pieces of four characters,
 * whose lists are a fraction as long as those of three. Different texts may look alike: who finds one compares.
 */
export function inPairs(text: string): string {
  const pairs = new Uint16Array(text.length);
  let right = END;
  for (let i = text.length - 1; i >= 0; i--) {
    const left = classOf(text.charCodeAt(i));
    pairs[i] = pairOf(left, right);
    right = left;
  }
  return Buffer.from(pairs.buffer).toString("utf16le");
}

/** The pieces of a part of a text, in their order, each as the index is asked for it; none of a part under three characters. */
export function piecesOf(part: string): string[] {
  const pairs = inPairs(part);
  if (part.length === 3) return [allThatBegin(pairs.slice(0, 2), classOf(part.charCodeAt(2))).join(" OR ")];
  return Array.from({ length: Math.max(0, part.length - 3) }, (_, i) => pairs.slice(i, i + 3));
}

/** Three characters are a beginning of pieces, whatever comes next. */
const allThatBegin = (pairs: string, last: number): string[] =>
  Array.from({ length: CLASSES }, (_, next) => pairs + String.fromCharCode(pairOf(last, next)));

const pairOf = (left: number, right: number): number => FIRST + left * CLASSES + right;

/** ASCII is itself; others share the 32 control characters, which JSON text does not have as they are. */
const classOf = (unit: number): number => (unit < CLASSES ? unit : unit % 32);
