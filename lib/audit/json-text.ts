import type { JsonNode } from "./json-node.ts";
import { JsonTextError, type JsonVisitor, skipColon, skipSpace, skipString, walkJson } from "./json-walk.ts";

export type { JsonNode } from "./json-node.ts";
export { compactText, prettyText } from "./json-print.ts";
export { JsonTextError } from "./json-walk.ts";

export interface JsonCaps {
  /** Containers inside one another. */
  readonly depth: number;
  /** Values of every sort. */
  readonly nodes: number;
}

const CAPS: JsonCaps = { depth: 200, nodes: 20_000 };

/** The meaning of a string's exact source. */
export const unquote = (source: string): string =>
  source.includes("\\") ? (JSON.parse(source) as string) : source.slice(1, -1);

type Building = { start: number; end: number } & (
  { kind: "object"; members: { key: string; value: JsonNode }[] } | { kind: "array"; items: JsonNode[] }
);

/** Reads one JSON text into nodes whose `start` and `end` are offsets in it. Throws JsonTextError. A BOM is malformed. */
export function readJson(text: string, caps: JsonCaps = CAPS): JsonNode {
  const open: Building[] = [];
  let root: JsonNode | undefined;
  let key = "";
  let nodes = 0;
  const add = (node: JsonNode) => {
    if (++nodes > caps.nodes) throw new JsonTextError("too_many", node.start);
    const parent = open.at(-1);
    if (parent === undefined) root = node;
    else if (parent.kind === "object") parent.members.push({ key, value: node });
    else parent.items.push(node);
  };
  const visitor: JsonVisitor = {
    open(object, start) {
      if (open.length >= caps.depth) throw new JsonTextError("too_deep", start);
      const node: Building = object
        ? { kind: "object", members: [], start, end: start }
        : { kind: "array", items: [], start, end: start };
      add(node);
      open.push(node);
    },
    key(start, end) {
      key = unquote(text.slice(start, end));
    },
    scalar(start, end) {
      const source = text.slice(start, end);
      if (source.startsWith('"')) add({ kind: "string", text: source, value: unquote(source), start, end });
      else add({ kind: KINDS[source.charAt(0)] ?? "number", text: source, start, end });
    },
    close(end) {
      const node = open.pop();
      if (node) node.end = end;
    },
  };
  expectEnd(text, walkJson(text, 0, visitor));
  if (root === undefined) throw new JsonTextError("malformed", 0);
  return root;
}

const KINDS: Record<string, "boolean" | "null"> = { t: "boolean", f: "boolean", n: "null" };

/** Throws when anything but space stands behind `at`. */
export function expectEnd(text: string, at: number): void {
  const end = skipSpace(text, at);
  if (end < text.length) throw new JsonTextError("malformed", end);
}

/** A value where it stands: `text` is the exact slice from `start` to `end`. */
export interface JsonSlice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The members of the object that `text` is, as exact slices, without building anything below. Throws if it is none. */
export function splitMembers(text: string): (JsonSlice & { readonly key: string })[] {
  const found: (JsonSlice & { key: string })[] = [];
  const end = eachMember(text, skipSpace(text, 0), (key, start) => {
    const close = walkJson(text, start);
    found.push({ key, text: text.slice(start, close), start, end: close });
    return close;
  });
  expectEnd(text, end);
  return found;
}

/** The items of the array that `text` is, as exact slices. Throws if it is none. */
export function splitItems(text: string): JsonSlice[] {
  const found: JsonSlice[] = [];
  const end = eachItem(text, skipSpace(text, 0), (start) => {
    const close = walkJson(text, start);
    found.push({ text: text.slice(start, close), start, end: close });
    return close;
  });
  expectEnd(text, end);
  return found;
}

/**
 * Goes over the object that begins exactly at `at`, and returns where it ends. `read` is told each key and where its value begins, and
 * says where the value ends: it may look into it on the way, so that nested parts cost one pass over the text.
 */
export function eachMember(text: string, at: number, read: (key: string, start: number) => number): number {
  return eachPart(text, at, 123, (start) => {
    const quoted = skipString(text, start);
    return read(unquote(text.slice(start, quoted)), skipSpace(text, skipColon(text, quoted)));
  });
}

/** The same over an array. */
export const eachItem = (text: string, at: number, read: (start: number) => number): number =>
  eachPart(text, at, 91, read);

function eachPart(text: string, at: number, opening: number, read: (start: number) => number): number {
  if (text.charCodeAt(at) !== opening) throw new JsonTextError("malformed", at);
  const closing = opening + 2;
  let i = skipSpace(text, at + 1);
  if (text.charCodeAt(i) === closing) return i + 1;
  for (;;) {
    i = skipSpace(text, read(i));
    const c = text.charCodeAt(i);
    if (c === closing) return i + 1;
    if (c !== 44) throw new JsonTextError("malformed", i);
    i = skipSpace(text, i + 1);
  }
}
