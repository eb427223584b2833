import { type Context, readContext } from "./context/index.ts";
import type { AuditEvent } from "./event.ts";
import { hasHidden } from "./hidden-text.ts";
import { JsonTextError, splitMembers, unquote } from "./json-text.ts";
import { walkJson } from "./json-walk.ts";
import type { Mark } from "./marks.ts";
import { parseInstant } from "./time/zone.ts";

export interface DecodeOptions {
  /** The zone in which zone-less times are read. */
  readonly zone: string;
  /** The key of an event without a usable id, from its exact text: `x-` and its SHA-256 on the server. */
  readonly keyOf: (raw: string) => string;
}

// Those that every published event carries; users, addresses and contexts come and go.
const REQUIRED = [
  "id",
  "event_type",
  "event_type_description",
  "created_at",
  "account_id",
  "source",
  "source_description",
];
const KNOWN = new Set([
  ...REQUIRED,
  "user_email",
  "user_id",
  "source_ip",
  "source_country",
  "context",
  "_links",
]);
const USABLE_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** Whether an id can stand in a URL of ours. */
export const isUsableId = (id: string): boolean => USABLE_ID.test(id);

/**
 * One event from the exact text the upstream sent. Never throws and never drops: what is not as published is marked (`marks.ts`).
 * Context and marks are read when first asked for, since a list needs few of them.
 */
export function decodeEvent(raw: string, { zone, keyOf }: DecodeOptions): AuditEvent {
  const marks: Mark[] = [];
  const fields = topFields(raw, marks);
  const text = (name: string, digits = false): string | null => {
    const source = fields.get(name);
    if (source === undefined || source === "null") {
      if (REQUIRED.includes(name)) marks.push(`missing:${name}`);
      return null;
    }
    const first = source.charAt(0);
    if (digits ? !/^-?\d+$/.test(source) : first !== '"') marks.push(`wrong_type:${name}`);
    if (first === '"') return unquote(source);
    return first === "{" || first === "[" ? null : source;
  };

  const sent = text("id");
  const type = text("event_type") ?? "";
  const createdAt = text("created_at");
  const at = createdAt === null ? null : parseInstant(createdAt, zone);
  if (createdAt !== null && at === null) marks.push("unusable:created_at");
  const usable = sent !== null && isUsableId(sent);
  if (!usable && !marks.includes("missing:id")) marks.push("unusable:id");

  let read: ReturnType<typeof readContext> | undefined;
  const context = () => (read ??= readContext(fields.get("context"), type));
  let all: readonly Mark[] | undefined;
  return {
    id: usable ? sent : keyOf(raw),
    type,
    description: text("event_type_description"),
    createdAt,
    at,
    userEmail: text("user_email"),
    userId: text("user_id", true),
    accountId: text("account_id"),
    source: text("source"),
    sourceDescription: text("source_description"),
    sourceIp: text("source_ip") || null,
    sourceCountry: text("source_country"),
    get context(): Context {
      return context().context;
    },
    get marks() {
      return (all ??= allMarks(raw, fields, marks, context().mark));
    },
    raw,
  };
}

/** The source of each top-level field; of duplicates the last. A text that is no object has none. */
function topFields(raw: string, marks: Mark[]): Map<string, string> {
  const fields = new Map<string, string>();
  try {
    for (const { key, text } of splitMembers(raw)) {
      if (fields.has(key)) marks.push(`duplicate:${key.slice(0, 64)}`);
      fields.set(key, text);
    }
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    fields.clear();
    marks.push("wrong_type:event");
  }
  return fields;
}

function allMarks(
  raw: string,
  fields: Map<string, string>,
  found: readonly Mark[],
  context: Mark | null,
): readonly Mark[] {
  const extra = [...fields.keys()].filter((key) => !KNOWN.has(key)).map((key) => `extra:${key.slice(0, 64)}`);
  const hidden = carriesHidden(raw) ? ["hidden_characters"] : [];
  return [...new Set([...found, ...(context === null ? [] : [context]), ...extra, ...hidden])];
}

/** Whether any string or key of the text, once unescaped, holds a character that cannot be seen. */
function carriesHidden(raw: string): boolean {
  if (!/[^\x20-\x7e\s]|\\/.test(raw)) return false;
  let hidden = false;
  const look = (start: number, end: number) => {
    hidden ||= raw.charAt(start) === '"' && hasHidden(unquote(raw.slice(start, end)));
  };
  try {
    walkJson(raw, 0, { open() {}, close() {}, key: look, scalar: look });
  } catch {
    return hasHidden(raw);
  }
  return hidden;
}
