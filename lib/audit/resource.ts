import type { AuditEvent } from "./event.ts";
import { memberOf } from "./json-read.ts";
import type { JsonNode } from "./json-node.ts";
import { NEW_VALUES } from "./change.ts";
import { meaningOf } from "./meaning.ts";
import { FITS, type Found, namedIn } from "./resource-keys.ts";
import { type ResourceId, type ResourceKind, resourceKey } from "./resource-kind.ts";

export * from "./resource-kind.ts";
export { kindOfKey, spell } from "./resource-keys.ts";

/** One thing that an event names. */
export interface Resource extends ResourceId {
  /** Its name, where the event itself tells it. */
  readonly label?: string;
  /** Where it stands first: `source_ip`, `context.created.appId`. */
  readonly path: string;
  /** What the event is about; who did it; from where; or merely named. */
  readonly role: "primary" | "actor" | "origin" | "named";
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
  const context = node === null ? [] : namedIn(node, about);
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
