import type { JsonNode, JsonObject } from "./json-node.ts";
import { memberOf, valueText } from "./json-read.ts";
import { parseIp } from "./ip.ts";
import type { ResourceKind } from "./resource-kind.ts";

// Keys as they are spelled once lower-cased without `_` and `-`, which the API mixes freely.
const KEYS: Record<string, ResourceKind> = {
  appid: "app",
  applicationid: "app",
  msisdn: "number",
  useremail: "user",
  userid: "user",
  ip: "ip",
  ipaddress: "ip",
  address: "ip",
  secretid: "secret",
  account: "account",
  accountid: "account",
  apikey: "account",
};
const PLAIN_ID = /^[A-Za-z0-9._@+-]{1,128}$/;

export const FITS: Record<ResourceKind, (value: string) => boolean> = {
  app: (value) => PLAIN_ID.test(value),
  number: (value) => /^\+?\d{3,15}$/.test(value),
  user: (value) => /^\d{1,20}$/.test(value) || /^[^\s@]+@[^\s@]+$/.test(value),
  // `address` may well be a street.
  ip: (value) => parseIp(value) !== null,
  secret: (value) => PLAIN_ID.test(value),
  account: (value) => PLAIN_ID.test(value),
};

/** A key as it is compared: `voice-value`, `voice_value` and `voiceValue` are one. */
export const spell = (key: string) => key.toLowerCase().replace(/[_-]/g, "");

/** The kind of thing that a key by itself names, wherever it stands. */
export const kindOfKey = (key: string): ResourceKind | undefined =>
  Object.hasOwn(KEYS, spell(key)) ? KEYS[spell(key)] : undefined;

/** One naming of a thing in a context. */
export interface Found {
  readonly kind: ResourceKind;
  readonly value: string;
  readonly path: string;
  readonly label?: string;
}

/** Every thing a context names, in the order of its text, at any depth (the reader's caps bound it). */
export function namedIn(root: JsonNode, about: ResourceKind | null): Found[] {
  const found: Found[] = [];
  const visit = (node: JsonNode, path: string) => {
    if (node.kind === "array") node.items.forEach((item, i) => visit(item, `${path}[${i}]`));
    if (node.kind !== "object") return;
    const kindHere = kindsIn(node, about);
    const name = memberOf(node, "name");
    const label = name?.kind === "string" && name.value !== "" ? { label: name.value } : {};
    for (const { key, value } of node.members) {
      const here = `${path}.${key}`;
      const several = value.kind === "array";
      const kind = kindHere(key) ?? (several ? kindOfKey(key.replace(/s$/, "")) : undefined);
      for (const item of kind === undefined ? [] : several ? value.items : [value]) {
        const id = kind === undefined ? null : idOf(kind, item);
        if (kind !== undefined && id !== null)
          found.push({ kind, value: id, path: here, ...(kind === "app" ? label : {}) });
      }
      visit(value, here);
    }
  };
  visit(root, "context");
  return found;
}

/** What a key names, given the object in which it stands. */
function kindsIn(node: JsonObject, about: ResourceKind | null): (key: string) => ResourceKind | undefined {
  const type = node.members.find(({ key }) => spell(key) === "voicetype")?.value;
  const isApp = type !== undefined && valueText(type) === "app";
  return (key) => {
    const name = spell(key);
    if (name === "voicevalue") return isApp ? "app" : undefined;
    // Elsewhere an e-mail may be a recipient or a billing address, no user.
    if (name === "email") return about === "user" ? "user" : undefined;
    return kindOfKey(key);
  };
}

function idOf(kind: ResourceKind, node: JsonNode): string | null {
  if (node.kind !== "string" && node.kind !== "number") return null;
  const text = valueText(node) ?? "";
  if (!FITS[kind](text)) return null;
  // One number is written with and without `+`; digits are what the API itself uses.
  return kind === "number" ? text.replace("+", "") : text;
}
