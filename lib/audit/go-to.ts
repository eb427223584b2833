import { canFilterBy } from "./filters.ts";
import { parseIp } from "./ip.ts";
import { suggestType } from "./query-params.ts";
import { MAX_SEARCH_LENGTH } from "./query-values.ts";
import { parseResourceKey, type ResourceId, resourceKey } from "./resource-kind.ts";
import { resourcesLike } from "./resource-shape.ts";

/** One thing that a pasted text may be, by its shape alone: whether there is such a thing is not looked up. */
export type Meaning =
  | { readonly is: "event"; readonly id: string }
  | { readonly is: "resource"; readonly resource: ResourceId }
  /** Many addresses: `203.0.113.0/24`. */
  | { readonly is: "block"; readonly block: string }
  | { readonly is: "type"; readonly type: string };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const API_KEY = /^[0-9a-f]{8}$/i;
// What an address may hold (`/events/{id}`); of bare words and numbers none is offered as an event.
const EVENT_ID = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9._-]{6,128}$/;
const TYPE = /^[A-Za-z]+(?:[_:][A-Za-z0-9]+)+$/;

/**
 * A value as it was copied, without what came along: spaces, quotes and brackets around it, and characters that cannot be
 * seen, such as the marks of direction that phones put around a number.
 */
export const bare = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replace(/^["'`<[]+|["'`>\],;]+$/g, "");

/** What a text may mean, the likeliest first; empty for words. Never throws, and takes no longer for a longer text. */
export function meaningsOf(text: string): Meaning[] {
  const value = text.length > MAX_SEARCH_LENGTH ? "" : bare(text);
  const address = parseIp(value);
  if (address !== null && value.includes("/")) return [{ is: "block", block: value.toLowerCase() }];
  const resources = resourcesLike(value)
    .filter((resource) => isLikely(resource, value) && canFilterBy("resource", resourceKey(resource)))
    .map((resource): Meaning => ({ is: "resource", resource: lowered(resource) }));
  if (address !== null || parseResourceKey(value) !== null) return resources;
  if (UUID.test(value)) return [{ is: "event", id: value }, ...resources];
  if (TYPE.test(value))
    return [...resources, { is: "type", type: suggestType(value) ?? value.toUpperCase() }];
  return EVENT_ID.test(value) ? [...resources, { is: "event", id: value }] : resources;
}

/** Nearly any word could be the id of an application, a secret or an account: only what is shaped like one is taken for it. */
function isLikely({ kind }: ResourceId, text: string): boolean {
  if (parseResourceKey(text) !== null) return true;
  if (kind === "app" || kind === "secret") return UUID.test(text);
  if (kind === "account") return API_KEY.test(text);
  return kind !== "number" || text.replace(/\D/g, "").length >= 7;
}

/** Addresses are one thing in either case; of other values the case is their own. */
const lowered = (resource: ResourceId): ResourceId =>
  resource.kind === "ip" ? { ...resource, value: resource.value.toLowerCase() } : resource;
