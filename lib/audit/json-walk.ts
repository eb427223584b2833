/** Text that is no JSON, or JSON beyond a cap. `offset` counts UTF-16 units from the start of the text. */
export class JsonTextError extends Error {
  override readonly name = "JsonTextError";
  readonly reason: "malformed" | "too_deep" | "too_many";
  readonly offset: number;

  constructor(reason: "malformed" | "too_deep" | "too_many", offset: number) {
    super(`${reason} at ${offset}`);
    this.reason = reason;
    this.offset = offset;
  }
}

const malformed = (offset: number) => new JsonTextError("malformed", offset);

/** Told of every token in order. Offsets are of the text that is walked; a scalar's first character tells what it is. */
export interface JsonVisitor {
  open(object: boolean, start: number): void;
  key(start: number, end: number): void;
  scalar(start: number, end: number): void;
  close(end: number): void;
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const QUOTE = 34;
const BACKSLASH = 92;

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

export function skipSpace(text: string, at: number): number {
  for (let i = at; ; i++) {
    const c = text.charCodeAt(i);
    if (c > 32 || (c !== 32 && c !== 10 && c !== 13 && c !== 9)) return i;
  }
}

/** The end of the string that begins at `at`. A plain loop: for the short strings of events a pattern costs several times that. */
export function skipString(text: string, at: number): number {
  if (text.charCodeAt(at) !== QUOTE) throw malformed(at);
  for (let i = at + 1; ;) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) return i + 1;
    if (c === BACKSLASH) {
      const end = match(ESCAPE, text, i);
      if (end < 0) throw malformed(i);
      i = end;
    } else if (c >= 32) i++;
    // A control character, or the end of the text, where the code is NaN.
    else throw malformed(i);
  }
}

function skipScalar(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c === QUOTE) return skipString(text, at);
  const word = c === 116 ? "true" : c === 102 ? "false" : c === 110 ? "null" : null;
  if (word !== null && text.startsWith(word, at)) return at + word.length;
  const end = match(NUMBER, text, at);
  if (end < 0) throw malformed(at);
  return end;
}

function skipKey(text: string, at: number, visitor: JsonVisitor | null): number {
  const end = skipString(text, at);
  visitor?.key(at, end);
  return skipColon(text, end);
}

/** Past the colon that stands at or after `at`. */
export function skipColon(text: string, at: number): number {
  const colon = skipSpace(text, at);
  if (text.charCodeAt(colon) !== 58) throw malformed(colon);
  return colon + 1;
}

/**
 * Walks the one value that begins at or after `at`, and returns where it ends. The whole grammar stands here, once, without
 * recursion: depth costs a byte a level and no stack.
 */
export function walkJson(text: string, at: number, visitor: JsonVisitor | null = null): number {
  let i = skipSpace(text, at);
  // Most values are scalars: they need nothing to remember what is open.
  const first = text.charCodeAt(i);
  if (first !== 123 && first !== 91) {
    const end = skipScalar(text, i);
    visitor?.scalar(i, end);
    return end;
  }
  let open = new Uint8Array(64);
  let depth = 0;
  for (;;) {
    const c = text.charCodeAt(i);
    if (c === 123 || c === 91) {
      visitor?.open(c === 123, i);
      if (depth === open.length) {
        const more = new Uint8Array(depth * 2);
        more.set(open);
        open = more;
      }
      open[depth++] = c + 2; // `}` and `]` both stand two behind their opening
      i = skipSpace(text, i + 1);
      if (text.charCodeAt(i) !== c + 2) {
        if (c === 123) i = skipSpace(text, skipKey(text, i, visitor));
        continue;
      }
    } else {
      const end = skipScalar(text, i);
      visitor?.scalar(i, end);
      i = end;
    }
    // Behind a value, or before the end of an empty container.
    for (;;) {
      if (depth === 0) return i;
      i = skipSpace(text, i);
      const next = text.charCodeAt(i++);
      if (next === open[depth - 1]) {
        depth--;
        visitor?.close(i);
      } else if (next === 44) {
        i = skipSpace(text, i);
        if (open[depth - 1] === 125) i = skipSpace(text, skipKey(text, i, visitor));
        break;
      } else throw malformed(i - 1);
    }
  }
}
