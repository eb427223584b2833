import type { Family } from "./event-types.ts";
import { FITS } from "./resource-keys.ts";
import { parseResourceKey, RESOURCE_KINDS, type ResourceId, type ResourceKind } from "./resource-kind.ts";

/** Words for the kinds, as they stand before a value. */
export const KIND_WORDS: Record<ResourceKind, string> = {
  app: "Application",
  number: "Number",
  user: "User",
  ip: "Address",
  secret: "Secret",
  account: "Account",
};

/** Whose icon and colour a thing has. */
export const FAMILY_OF: Record<ResourceKind, Family> = {
  app: "app",
  number: "number",
  user: "user",
  ip: "ip",
  secret: "account",
  account: "account",
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What a pasted text may be the name of, the likeliest first; empty where it is none (a person's or an application's name, say).
 * `kind:value` says it itself; numbers may have `+` and spaces, as people write them.
 */
export function resourcesLike(text: string): ResourceId[] {
  const given = parseResourceKey(text.trim());
  if (given !== null) return [{ ...given, value: plain(given.kind, given.value) }];
  const likely = RESOURCE_KINDS.filter((kind) => FITS[kind](plain(kind, text)))
    // What reads as an address or as an e-mail is nothing else.
    .filter((kind, _, all) =>
      all.includes("ip") ? kind === "ip" : text.includes("@") ? kind === "user" : true,
    );
  const rank = (kind: ResourceKind) => orderFor(text).indexOf(kind);
  return likely.toSorted((a, b) => rank(a) - rank(b)).map((kind) => ({ kind, value: plain(kind, text) }));
}

function orderFor(text: string): ResourceKind[] {
  if (UUID.test(text.trim())) return ["app", "secret", "account", "user", "number", "ip"];
  // Numbers have at least seven digits with their country; shorter ones are rather a user's id.
  return /^\+?[\d\s().-]{7,}$/.test(text.trim())
    ? ["number", "user", "ip", "account", "app", "secret"]
    : ["user", "number", "account", "app", "secret", "ip"];
}

/** The value as events carry it: numbers in digits alone. */
export const plain = (kind: ResourceKind, value: string): string =>
  kind === "number" ? value.trim().replace(/^\+|[\s().-]/g, "") : value.trim();
