import { memberOf } from "../json-read.ts";
import type { JsonNode } from "../json-node.ts";

/**
 * Reads fields of an object and remembers whether all that are there have the contract's type. Hand-written over the nodes: a
 * schema library would need a plain value (which loses digits and duplicates), weighs 4.7 KB, and probes `new Function`,
 * which a strict CSP reports.
 */
export class Fields {
  readonly #node: JsonNode | undefined;
  #fits = true;

  constructor(node: JsonNode | undefined) {
    this.#node = node;
  }

  get fit(): boolean {
    return this.#fits;
  }

  /** A string, or `null` when absent. Anything else does not fit; with `values`, so does any other text. */
  text(key: string, values?: readonly string[]): string | null {
    const node = memberOf(this.#node, key);
    if (node === undefined) return null;
    if (node.kind === "string" && (values === undefined || values.includes(node.value))) return node.value;
    this.#fits = false;
    return null;
  }

  /** What `read` makes of the object under `key`, or `null` when absent. Its misfit is a misfit of the whole. */
  object<T>(key: string, read: (fields: Fields) => T): T | null {
    const node = memberOf(this.#node, key);
    if (node === undefined) return null;
    const fields = new Fields(node);
    const value = read(fields);
    if (node.kind !== "object" || !fields.fit) this.#fits = false;
    return value;
  }
}
