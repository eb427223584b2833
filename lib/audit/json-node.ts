interface Span {
  /** Offsets in the text that was read: `text.slice(start, end)` is the value's exact source. */
  readonly start: number;
  readonly end: number;
}

/** Members in the order of the text; duplicate keys are all kept, `__proto__` is a key like any other. */
export interface JsonObject extends Span {
  readonly kind: "object";
  readonly members: readonly { readonly key: string; readonly value: JsonNode }[];
}

export interface JsonArray extends Span {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
}

/** `text` is the exact source, quotes and escapes included; `value` what it means. */
export interface JsonString extends Span {
  readonly kind: "string";
  readonly text: string;
  readonly value: string;
}

/** Never turned into a float: `text` is the exact source, over 2^53 too. */
export interface JsonPlain extends Span {
  readonly kind: "number" | "boolean" | "null";
  readonly text: string;
}

export type JsonNode = JsonObject | JsonArray | JsonString | JsonPlain;
