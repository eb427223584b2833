import type { JsonNode } from "@/lib/audit/json-text";

export interface NodeRow {
  /** `created.answer_url.url`, `scopes[2]`: the context's own path. */
  path: string;
  /** The last step of the path. */
  key: string;
  depth: number;
  node: JsonNode;
}

/** Every member of a context in the order it was sent, containers before what they hold. Without recursion: depth is the sender's. */
export function nodeRows(root: JsonNode): NodeRow[] {
  const rows: NodeRow[] = [];
  const stack: NodeRow[] = childRows({ path: "", key: "", depth: -1, node: root });
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    rows.push(row);
    stack.push(...childRows(row));
  }
  return rows;
}

/** The children of a row, the last first, as a stack wants them. */
function childRows({ path, depth, node }: NodeRow): NodeRow[] {
  if (node.kind === "object") {
    return node.members
      .map(({ key, value }) => ({ path: path ? `${path}.${key}` : key, key, depth: depth + 1, node: value }))
      .reverse();
  }
  if (node.kind === "array") {
    return node.items
      .map((value, i) => ({ path: `${path}[${i}]`, key: `[${i}]`, depth: depth + 1, node: value }))
      .reverse();
  }
  return [];
}

export const isLeaf = ({ node }: NodeRow): boolean =>
  !(node.kind === "object" && node.members.length > 0) && !(node.kind === "array" && node.items.length > 0);
