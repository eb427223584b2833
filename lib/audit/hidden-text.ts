/** A stretch of text that is what it looks like, or one character that is not, to be shown as a token. */
export type RevealedSegment = { readonly text: string } | { readonly token: string; readonly name: string };

export interface Revealed {
  readonly segments: readonly RevealedSegment[];
  /** How many tokens there are. */
  readonly hidden: number;
}

// Controls, format characters (bidi, zero-width, tags), separators, unpaired surrogates, private use, all that fonts draw as
// nothing, the blank braille cell, and every space but the common one.
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]|(?! )\p{Zs}/u;
const WORD = /[\p{L}\p{M}\p{N}.@_-]+/gu;
const LATIN = /\p{Script=Latin}/u;
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}]/u;

const NAMES: Record<number, string> = {
  0x00: "null",
  0x09: "tab",
  0x0a: "line feed",
  0x0d: "carriage return",
  0x1b: "escape",
  0x7f: "delete",
  0xa0: "no-break space",
  0xad: "soft hyphen",
  0x200b: "zero width space",
  0x200c: "zero width non-joiner",
  0x200d: "zero width joiner",
  0x200e: "left-to-right mark",
  0x200f: "right-to-left mark",
  0x2028: "line separator",
  0x2029: "paragraph separator",
  0x202a: "left-to-right embedding",
  0x202b: "right-to-left embedding",
  0x202c: "pop directional formatting",
  0x202d: "left-to-right override",
  0x202e: "right-to-left override",
  0x2060: "word joiner",
  0x2066: "left-to-right isolate",
  0x2067: "right-to-left isolate",
  0x2068: "first strong isolate",
  0x2069: "pop directional isolate",
  0xfeff: "byte order mark",
};
const SHORT: Record<number, string> = { 0x00: "NUL", 0x09: "TAB", 0x0a: "LF", 0x0d: "CR", 0x1b: "ESC" };

function nameOf(char: string, code: number): string {
  const known = NAMES[code];
  if (known !== undefined) return known;
  if (/\p{Cc}/u.test(char)) return "control character";
  if (/\p{Cs}/u.test(char)) return "unpaired surrogate";
  if (/\p{Co}/u.test(char)) return "private use character";
  if (/\p{Zs}/u.test(char)) return "unusual space";
  return code >= 0xe0000 && code <= 0xe007f ? "tag character" : "invisible character";
}

/** The script of a letter that passes for a Latin one, given that it stands in a word with Latin letters; or `null`. */
function lookAlike(char: string): string | null {
  if (/\p{Script=Cyrillic}/u.test(char)) return "Cyrillic";
  if (/\p{Script=Greek}/u.test(char)) return "Greek";
  if (FOREIGN.test(char)) return "foreign";
  // Fullwidth, mathematical and the like: another character whose plain form is ASCII. `ª` and `º` are Spanish.
  const plain = char > "\u00ff" && /\p{L}/u.test(char) ? char.normalize("NFKC") : char;
  return plain !== char && /^[A-Za-z]+$/.test(plain) ? "styled" : null;
}

const token = (code: number) => SHORT[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;

/** Where words mix Latin with look-alikes: the offsets of the letters that are not Latin, with their script. */
function lookAlikes(text: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!/[^\x20-\x7e]/.test(word) || !LATIN.test(word)) continue;
    let at = index;
    for (const char of word) {
      const script = lookAlike(char);
      if (script !== null) found.set(at, script);
      at += char.length;
    }
  }
  return found;
}

/** Text of others with everything that cannot be seen, or is not what it seems, taken out into named tokens. */
export function revealText(text: string): Revealed {
  if (/^[\x20-\x7e]*$/.test(text)) return { segments: text === "" ? [] : [{ text }], hidden: 0 };
  const alike = lookAlikes(text);
  const segments: RevealedSegment[] = [];
  let from = 0;
  let at = 0;
  let hidden = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const script = alike.get(at);
    if (script !== undefined || UNSEEN.test(char)) {
      if (at > from) segments.push({ text: text.slice(from, at) });
      const name = script === undefined ? nameOf(char, code) : `${script} letter among Latin ones: ${char}`;
      segments.push({ token: token(code), name });
      hidden++;
      from = at + char.length;
    }
    at += char.length;
  }
  if (from < text.length) segments.push({ text: text.slice(from) });
  return { segments, hidden };
}

/** Whether `revealText` would find anything; cheap for plain text. */
export const hasHidden = (text: string): boolean =>
  !/^[\x20-\x7e]*$/.test(text) && (UNSEEN.test(text) || lookAlikes(text).size > 0);

/**
 * The text when it is an http or https URL, else `null`: `javascript:`, `data:` and the rest are never URLs here. Even those that
 * pass are shown, not linked: nothing of an event leads out of the console.
 */
export function safeHref(text: string): string | null {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text) || UNSEEN.test(text)) return null;
  try {
    const { protocol, hostname } = new URL(text);
    return (protocol === "http:" || protocol === "https:") && hostname !== "" ? text : null;
  } catch {
    return null;
  }
}

/** The host of an http(s) URL as it is written there (never punycoded or lower-cased), with its port; else `null`. */
export function hostOf(text: string): string | null {
  if (safeHref(text) === null) return null;
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(text)?.[1] ?? null;
}
