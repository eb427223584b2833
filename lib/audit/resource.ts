import type { AuditEvent } from "./event.ts";
import { parseIp } from "./ip.ts";
import { memberOf, valueText } from "./json-read.ts";
import type { JsonNode } from "./json-node.ts";
import { NEW_VALUES } from "./change.ts";
import { meaningOf } from "./meaning.ts";
import { type ResourceId, type ResourceKind, resourceKey } from "./resource-kind.ts";

export * from "./resource-kind.ts";

/** One thing that an event names. */
export interface Resource extends ResourceId {
  /** Its name, where the event itself tells it. */
  readonly label?: string;
  /** Where it stands first: `source_ip`, `context.created.appId`. */
  readonly path: string;
  /** What the event is about; who did it; from where; or merely named. */
  readonly role: "primary" | "actor" | "origin" | "named";
}

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

const FITS: Record<ResourceKind, (value: string) => boolean> = {
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

function kindOf(key: string, parent: JsonNode, about: ResourceKind | null): ResourceKind | undefined {
  const name = spell(key);
  // Elsewhere an e-mail may be a recipient or a billing address, no user.
  if (name === "email") return about === "user" ? "user" : undefined;
  if (name === "voicevalue") return voiceType(parent) === "app" ? "app" : undefined;
  return kindOfKey(key);
}

function voiceType(node: JsonNode): string | null {
  const type =
    node.kind === "object" ? node.members.find(({ key }) => spell(key) === "voicetype")?.value : undefined;
  return type === undefined ? null : valueText(type);
}

type Found = { kind: ResourceKind; value: string; path: string; label?: string };

function named(kind: ResourceKind, node: JsonNode, path: string, parent: JsonNode): Found | null {
  if (node.kind !== "string" && node.kind !== "number") return null;
  const text = valueText(node) ?? "";
  if (!FITS[kind](text)) return null;
  // One number is written with and without `+`; digits are what the API itself uses.
  const value = kind === "number" ? text.replace("+", "") : text;
  const name = kind === "app" ? memberOf(parent, "name") : undefined;
  return name?.kind === "string" && name.value !== ""
    ? { kind, value, path, label: name.value }
    : { kind, value, path };
}

/** Every thing a context names, in the order of its text, at any depth (the reader's caps bound it). */
function inContext(root: JsonNode, about: ResourceKind | null): Found[] {
  const found: Found[] = [];
  const visit = (node: JsonNode, path: string) => {
    if (node.kind === "array") node.items.forEach((item, i) => visit(item, `${path}[${i}]`));
    if (node.kind !== "object") return;
    for (const { key, value } of node.members) {
      const here = `${path}.${key}`;
      const list = value.kind === "array" ? value.items : [value];
      const kind =
        kindOf(key, node, about) ?? (value.kind === "array" ? kindOfKey(key.replace(/s$/, "")) : undefined);
      if (kind !== undefined)
        for (const item of list) found.push(...[named(kind, item, here, node)].filter((one) => one !== null));
      visit(value, here);
    }
  };
  visit(root, "context");
  return found;
}

const seen = new WeakMap<AuditEvent, readonly Resource[]>();

/** Every thing an event names, each once: what it is about first, then the rest of its context, actor, origin and account. */
export function resourcesOf(event: AuditEvent): readonly Resource[] {
  let resources = seen.get(event);
  if (resources === undefined) seen.set(event, (resources = collect(event)));
  return resources;
}

function collect(event: AuditEvent): readonly Resource[] {
  const { node } = event.context;
  const { about } = meaningOf(event.type);
  const context = node === null ? [] : inContext(node, about);
  const all = new Map<string, Resource>();
  const add = (found: Found | null, role: Resource["role"]) => {
    if (found === null) return;
    const key = resourceKey(found);
    const old = all.get(key);
    if (old === undefined) all.set(key, { ...found, role });
    else if (old.label === undefined && found.label !== undefined)
      all.set(key, { ...old, label: found.label });
  };
  const field = (kind: ResourceKind, value: string | null, path: string): Found | null =>
    value === null || !FITS[kind](value) ? null : { kind, value, path };
  const actor = [field("user", event.userEmail, "user_email"), field("user", event.userId, "user_id")];
  const account = field("account", event.accountId, "account_id");

  const own =
    about === "account" ? account : about === "user" ? (actor.find((one) => one !== null) ?? null) : null;
  const primary = about === null ? null : (context.find((found) => found.kind === about) ?? own);
  const name = primary?.kind === "app" ? nameInside(node) : null;
  add(primary && name !== null ? { ...primary, label: name } : primary, "primary");
  for (const found of context) add(found, "named");
  for (const found of actor) add(found, "actor");
  add(field("ip", event.sourceIp, "source_ip"), "origin");
  add(account, "named");
  return [...all.values()];
}

/** The app's name where it stands apart from its id, in the part that holds the new values. */
function nameInside(node: JsonNode | null): string | null {
  for (const wrapper of NEW_VALUES) {
    const name = node === null ? undefined : memberOf(memberOf(node, wrapper), "name");
    if (name?.kind === "string" && name.value !== "") return name.value;
  }
  return null;
}

/** What the event is about, or `null` when that is not known: never who did it instead. */
export const primaryResource = (event: AuditEvent): Resource | null =>
  resourcesOf(event).find((resource) => resource.role === "primary") ?? null;
