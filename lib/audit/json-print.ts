import type { JsonNode } from "./json-text.ts";

/** The value without white space, its strings escaped as `JSON.stringify` does, its numbers exact: one form for one value. */
export const compactJson = (node: JsonNode): string => print(node, false);

/** Indented by two spaces for reading; every scalar is the exact source, escapes and digits as sent. */
export const prettyJson = (node: JsonNode): string => print(node, true);

function scalar(node: JsonNode, pretty: boolean): string {
  if (node.kind === "object") return "{}";
  if (node.kind === "array") return "[]";
  return node.kind === "string" && !pretty ? JSON.stringify(node.value) : node.text;
}

const childrenOf = (node: JsonNode): readonly unknown[] =>
  node.kind === "object" ? node.members : node.kind === "array" ? node.items : [];

/** A stack of its own in place of recursion, as a caller may have read with a deeper cap. */
function print(root: JsonNode, pretty: boolean): string {
  const parts: string[] = [];
  const open: { node: JsonNode; next: number }[] = [];
  const begin = (node: JsonNode) => {
    if (childrenOf(node).length === 0) parts.push(scalar(node, pretty));
    else {
      parts.push(node.kind === "object" ? "{" : "[");
      open.push({ node, next: 0 });
    }
  };
  const line = () => {
    if (pretty) parts.push("\n", "  ".repeat(open.length));
  };
  begin(root);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { node } = top;
    const at = top.next++;
    if (at >= childrenOf(node).length) {
      open.pop();
      line();
      parts.push(node.kind === "object" ? "}" : "]");
      continue;
    }
    if (at > 0) parts.push(",");
    line();
    const member = node.kind === "object" ? node.members[at] : undefined;
    if (member) parts.push(JSON.stringify(member.key), pretty ? ": " : ":");
    const child = member?.value ?? (node.kind === "array" ? node.items[at] : undefined);
    if (child) begin(child);
  }
  return parts.join("");
}
