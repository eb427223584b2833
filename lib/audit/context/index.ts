import { type JsonNode, JsonTextError, readJson } from "../json-text.ts";
import { type AppCreated, readAppCreated } from "./app-created.ts";
import { Fields } from "./fields.ts";
import { type NumberLinking, readNumberLinking } from "./number-linking.ts";
import { type NumberUpdate, readNumberUpdate } from "./number-update.ts";

type Typed = AppCreated | NumberLinking | NumberUpdate;

/** The exact slice of the event's text, and the same as nodes (their offsets are of `text`). */
interface Carried {
  readonly text: string;
  readonly node: JsonNode;
}

export type Context =
  | (Typed & Carried)
  /** Of no published shape, or not fitting its own: shown with every field. */
  | ({ readonly kind: "unknown" } & Carried)
  | { readonly kind: "absent"; readonly text: ""; readonly node: null }
  /** Beyond the caps: its text alone, never a tree. */
  | {
      readonly kind: "opaque";
      readonly text: string;
      readonly node: null;
      readonly reason: "too_deep" | "too_large";
    };

export type ContextKind = Context["kind"];

interface ContextRow {
  readonly types: readonly string[];
  /** `null` when the one field that identifies the thing is missing. */
  readonly read: (fields: Fields, type: string) => Typed | null;
}

/** A row for each published shape. Which one a context has follows from the event's type: the union is untagged. */
const ROWS: readonly ContextRow[] = [
  { types: ["APP_CREATE"], read: readAppCreated },
  { types: ["NUMBER_LINKED", "NUMBER_UNLINKED"], read: readNumberLinking },
  { types: ["NUMBER_UPDATED"], read: readNumberUpdate },
];

const ABSENT: Context = { kind: "absent", text: "", node: null };
const MAX_TEXT = 1_000_000;

export type ContextMark = "misfit:context" | "wrong_type:context" | "too_deep:context" | "too_large:context";

/** The context of an event of `type` from its exact text; never throws for text that is JSON. */
export function readContext(
  text: string | undefined,
  type: string,
): { context: Context; mark: ContextMark | null } {
  if (text === undefined || text === "null") return { context: ABSENT, mark: null };
  const opaque = (reason: "too_deep" | "too_large") =>
    ({ context: { kind: "opaque", text, node: null, reason }, mark: `${reason}:context` }) as const;
  if (text.length > MAX_TEXT) return opaque("too_large");
  let node: JsonNode;
  try {
    node = readJson(text);
  } catch (error) {
    if (error instanceof JsonTextError && error.reason !== "malformed")
      return opaque(error.reason === "too_deep" ? "too_deep" : "too_large");
    throw error;
  }
  const unknown: Context = { kind: "unknown", text, node };
  if (node.kind !== "object") return { context: unknown, mark: "wrong_type:context" };
  const row = ROWS.find(({ types }) => types.includes(type));
  if (row === undefined) return { context: unknown, mark: null };
  const fields = new Fields(node);
  const typed = row.read(fields, type);
  if (typed === null || !fields.fit) return { context: unknown, mark: "misfit:context" };
  return { context: { ...typed, text, node }, mark: null };
}
