import { isObject, memberOf, valueText } from "./json-read.ts";
import type { JsonNode, JsonObject } from "./json-node.ts";

/** One value in a context. Values are plain text for strings, exact JSON text for all else, `null` for none. */
export interface Leaf {
  /** Where it stands: `["updated", "event_url", "url"]`. */
  readonly path: readonly string[];
  /** The same without what only wraps: `["event_url", "url"]`. One field of a thing has one key in every event. */
  readonly key: readonly string[];
  readonly value: string | null;
  /** The value before, where the event itself carries both. */
  readonly before?: { readonly value: string | null };
}

/** Wrappers of new values at the top of a context: `created.name` is the field `name`. */
export const NEW_VALUES = ["created", "updated", "after", "new", "current", "to", "changes", "changed"];
/** Wrappers of values that no longer hold: alone they say nothing of now. */
const OLD_VALUES = ["before", "old", "previous", "from", "deleted"];

// The only pairs that are read as before and after; what else looks like one is two fields.
const PAIRS = [
  ["before", "after"],
  ["old", "new"],
  ["previous", "current"],
  ["from", "to"],
] as const;
const NAMES = ["field", "key", "name", "property", "attribute"];

/** Every value of a context with its field, pairs joined. Lists are one value. The reader's caps bound the depth. */
export function leavesOf(context: JsonNode): Leaf[] {
  return isObject(context) ? ofObject(context, [], []) : [];
}

function ofNode(node: JsonNode, path: readonly string[], key: readonly string[]): Leaf[] {
  if (isObject(node) && node.members.length > 0) return ofObject(node, path, key);
  return (
    (node.kind === "array" ? ofChangeList(node.items, path, key) : null) ?? [
      { path, key, value: valueText(node) },
    ]
  );
}

function ofObject(node: JsonObject, path: readonly string[], key: readonly string[]): Leaf[] {
  const leaves: Leaf[] = [];
  const done = new Set<string>();
  for (const [old, now] of PAIRS) {
    const [a, b] = [memberOf(node, old), memberOf(node, now)];
    if (a === undefined || b === undefined) continue;
    if (isObject(a) && isObject(b)) leaves.push(...ofPair(a, b, [...path, old], [...path, now], key, true));
    else {
      const at = path.length === 0 ? [now] : path;
      leaves.push({
        path: at,
        key: key.length === 0 ? at : key,
        value: valueText(b),
        before: { value: valueText(a) },
      });
    }
    done.add(old).add(now);
  }
  const [previous, updated] = [memberOf(node, "previous"), memberOf(node, "updated")];
  if (isObject(previous) && isObject(updated) && !done.has("previous")) {
    // `updated` is the whole thing, `previous` only some of it: what it lacks was not "none", it is not told.
    leaves.push(...ofPair(previous, updated, [...path, "previous"], [...path, "updated"], key, false));
    done.add("previous").add("updated");
  }
  for (const member of node.members) {
    if (done.has(member.key)) continue;
    const here = [...path, member.key];
    const wraps = path.length === 0 && member.value.kind !== "string";
    if (wraps && isObject(member.value) && OLD_VALUES.includes(member.key)) continue;
    const inner =
      wraps && NEW_VALUES.includes(member.key) && !isScalar(member.value) ? [] : [...key, member.key];
    leaves.push(...ofNode(member.value, here, inner));
  }
  return leaves;
}

const isScalar = (node: JsonNode) => node.kind !== "object" && node.kind !== "array";

/** Two sibling objects, field by field. With `whole`, a field that only the old one has was removed. */
function ofPair(
  old: JsonObject,
  now: JsonObject,
  oldPath: readonly string[],
  path: readonly string[],
  key: readonly string[],
  whole: boolean,
): Leaf[] {
  const before = new Map(ofObject(old, oldPath, key).map((leaf) => [fieldOf(leaf.key), leaf]));
  const leaves: Leaf[] = ofObject(now, path, key).map((leaf) => {
    const was = before.get(fieldOf(leaf.key));
    before.delete(fieldOf(leaf.key));
    return was === undefined ? leaf : { ...leaf, before: { value: was.value } };
  });
  const gone = whole ? [...before.values()] : [];
  return [
    ...leaves,
    ...gone.map((leaf) => ({ path: leaf.path, key: leaf.key, value: null, before: { value: leaf.value } })),
  ];
}

/** `[{field: "name", from: "a", to: "b"}, …]`: a list of pairs, each naming its field; `null` for any other list. */
function ofChangeList(
  items: readonly JsonNode[],
  path: readonly string[],
  key: readonly string[],
): Leaf[] | null {
  const leaves = items.map((item): Leaf | null => {
    const name = NAMES.map((word) => memberOf(item, word)).find((node) => node?.kind === "string");
    for (const [old, now] of PAIRS) {
      const [a, b] = [memberOf(item, old), memberOf(item, now)];
      if (name?.kind !== "string" || a === undefined || b === undefined) continue;
      return {
        path: [...path, name.value],
        key: [...key, name.value],
        value: valueText(b),
        before: { value: valueText(a) },
      };
    }
    return null;
  });
  return items.length > 0 && leaves.every((leaf) => leaf !== null) ? leaves : null;
}

export const fieldOf = (path: readonly string[]): string => path.join(".");
