import type { JsonNode } from "../json-node.ts";
import { JsonTextError, readJson } from "../json-text.ts";
import type { Line, Telling } from "../sentence-parts.ts";
import { type AppCreated, readAppCreated } from "./app-created.ts";
import { Fields } from "./fields.ts";
import { lineOfLinking, type NumberLinking, readNumberLinking } from "./number-linking.ts";
import { lineOfUpdate, type NumberUpdate, readNumberUpdate } from "./number-update.ts";

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

interface ContextRow<C extends Typed> {
  readonly types: readonly string[];
  /** `null` when the one field that identifies the thing is missing. */
  readonly read: (fields: Fields, type: string) => C | null;
  /** The sentence, where the type's own (`meaning.ts`) does not say enough. */
  readonly line?: (context: C, telling: Telling) => Line | null;
}

/** A row for each published shape. Which one a context has follows from the event's type: the union is untagged. */
const ROWS: { readonly [K in Typed["kind"]]: ContextRow<Extract<Typed, { kind: K }>> } = {
  app_created: { types: ["APP_CREATE"], read: readAppCreated },
  number_linking: {
    types: ["NUMBER_LINKED", "NUMBER_UNLINKED"],
    read: readNumberLinking,
    line: lineOfLinking,
  },
  number_update: { types: ["NUMBER_UPDATED"], read: readNumberUpdate, line: lineOfUpdate },
};

/** The sentence that the kind's row has for an event, if it has one. */
export function lineOfKind(telling: Telling): Line | null {
  const { context } = telling.event;
  const row = Object.hasOwn(ROWS, context.kind)
    ? (ROWS[context.kind as Typed["kind"]] as ContextRow<Typed>)
    : undefined;
  return row?.line?.(context as Typed, telling) ?? null;
}

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
  const row = Object.values(ROWS).find(({ types }) => types.includes(type));
  if (row === undefined) return { context: unknown, mark: null };
  const fields = new Fields(node);
  const typed = row.read(fields, type);
  if (typed === null || !fields.fit) return { context: unknown, mark: "misfit:context" };
  return { context: { ...typed, text, node }, mark: null };
}
