import type { JsonNode } from "./json-node.ts";
import { JsonTextError, skipSpace, walkJson } from "./json-walk.ts";

/**
 * The value without white space, its strings escaped as `JSON.stringify` does, its numbers exact: one form for one value. A
 * stack of its own in place of recursion, as a caller may have read with a deeper cap.
 */
export function compactJson(root: JsonNode): string {
  let out = "";
  const open: { node: JsonNode; next: number }[] = [];
  const begin = (node: JsonNode) => {
    if (node.kind === "string") out += JSON.stringify(node.value);
    else if (node.kind !== "object" && node.kind !== "array") out += node.text;
    else {
      out += node.kind === "object" ? "{" : "[";
      open.push({ node, next: 0 });
    }
  };
  begin(root);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const at = top.next++;
    const member = top.node.kind === "object" ? top.node.members[at] : undefined;
    const child = top.node.kind === "array" ? top.node.items[at] : member?.value;
    if (child === undefined) {
      open.pop();
      out += top.node.kind === "object" ? "}" : "]";
      continue;
    }
    if (at > 0) out += ",";
    if (member) out += `${JSON.stringify(member.key)}:`;
    begin(child);
  }
  return out;
}

/**
 * The compact form of a JSON text, as `compactJson` has it, without a tree: any depth and size will do. Text that is no JSON comes back
 * as it is.
 */
export function compactText(text: string): string {
  let out = "";
  let last: "open" | "key" | "value" = "key";
  const closings: string[] = [];
  const put = (source: string, then: typeof last) => {
    out += last === "value" ? `,${source}` : source;
    last = then;
  };
  // Most strings hold no escape and are their own shortest form.
  const plain = (start: number, end: number) => {
    const source = text.slice(start, end);
    return source.includes("\\") ? JSON.stringify(JSON.parse(source)) : source;
  };
  try {
    const end = walkJson(text, 0, {
      open(object) {
        put(object ? "{" : "[", "open");
        closings.push(object ? "}" : "]");
      },
      key: (start, end) => put(`${plain(start, end)}:`, "key"),
      scalar: (start, end) => put(plain(start, end), "value"),
      close() {
        out += closings.pop() ?? "";
        last = "value";
      },
    });
    return skipSpace(text, end) < text.length ? text : out;
  } catch (error) {
    if (error instanceof JsonTextError) return text;
    throw error;
  }
}

// Indenting depth 100,000 would make gigabytes of spaces.
const MAX_INDENT = 100;

/**
 * A JSON text indented by two spaces for reading; every key and scalar is the exact source, escapes and digits as sent. Text that is
 * no JSON comes back as it is. No tree is built, so any depth and size will do.
 */
export function prettyText(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  let last: "open" | "key" | "value" = "key"; // nothing stands before the first value, like behind a key
  const line = () => parts.push("\n", "  ".repeat(Math.min(depth, MAX_INDENT)));
  const next = () => {
    if (last === "key") return;
    if (last === "value") parts.push(",");
    line();
  };
  const put = (source: string, then: typeof last) => {
    next();
    parts.push(source);
    last = then;
  };
  const closings: string[] = [];
  try {
    walkJson(text, 0, {
      open(object) {
        put(object ? "{" : "[", "open");
        closings.push(object ? "}" : "]");
        depth++;
      },
      key: (start, end) => put(`${text.slice(start, end)}: `, "key"),
      scalar: (start, end) => put(text.slice(start, end), "value"),
      close() {
        depth--;
        if (last !== "open") line();
        parts.push(closings.pop() ?? "");
        last = "value";
      },
    });
  } catch (error) {
    if (error instanceof JsonTextError) return text;
    throw error;
  }
  return parts.join("");
}
