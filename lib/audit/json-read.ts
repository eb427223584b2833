import { compactJson } from "./json-print.ts";
import type { JsonNode, JsonObject } from "./json-node.ts";

/** The member `key` of an object; of duplicates the last, as every common parser has it. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === "object" ? node.members.findLast((member) => member.key === key)?.value : undefined;
}

export const isObject = (node: JsonNode | undefined): node is JsonObject => node?.kind === "object";

/** A string as it reads, anything else as its JSON text; JSON `null` is `null`, "none". */
export function valueText(node: JsonNode): string | null {
  if (node.kind === "string") return node.value;
  if (node.kind === "null") return null;
  return node.kind === "object" || node.kind === "array" ? compactJson(node) : node.text;
}
