import { fieldOf, type Leaf, leavesOf } from "./change.ts";
import type { AuditEvent } from "./event.ts";
import { familyOf } from "./event-types.ts";
import { meaningOf } from "./meaning.ts";
import {
  kindOfKey,
  primaryResource,
  type Resource,
  type ResourceId,
  resourcesOf,
  spell,
} from "./resource.ts";

/** That a thing has a value in a field, as of an event. Values are as in `Leaf`. */
export interface Statement {
  readonly resource: ResourceId;
  /** The context's own path (`voice-value`, `created.name`), or our word for what the type means (`application`, `exists`). */
  readonly field: string;
  /** The same field in every event: `created.event_url.url` and `updated.event_url.url` are `event_url.url`. */
  readonly key: string;
  /** Sets one account's settings apart: `enabled` of auto-reload is not `enabled` of anything else. */
  readonly scope: string;
  readonly value: string | null;
  readonly before?: { readonly value: string | null };
  /** Not carried: the type itself means it. */
  readonly implied?: true;
}

const cache = new WeakMap<AuditEvent, readonly Statement[]>();

/** All that an event states. Nothing for acts that leave no state (sign-ins, searches). */
export function statementsOf(event: AuditEvent): readonly Statement[] {
  let statements = cache.get(event);
  if (statements === undefined) cache.set(event, (statements = unique(collect(event))));
  return statements;
}

function collect(event: AuditEvent): Statement[] {
  const meaning = meaningOf(event.type);
  if (meaning.stateless) return [];
  const primary = primaryResource(event);
  const leaves = event.context.node === null ? [] : leavesOf(event.context.node);
  if (primary === null) {
    // Nobody knows what it is about, so only what carries its own before can be told; it is told of the account.
    const account = resourcesOf(event).find(({ kind }) => kind === "account");
    return account === undefined
      ? []
      : leaves.filter((leaf) => leaf.before).map((leaf) => stated(event, account, leaf));
  }
  const link = linkOf(event, leaves);
  const statements = leaves
    .filter((leaf) => !identifies(leaf, primary) && !(link !== null && isApp(leaf)))
    .map((leaf) => stated(event, primary, leaf));
  if (link !== null) statements.push(link(primary));
  if (meaning.implies !== undefined) {
    const { field, value } = meaning.implies;
    statements.push({ ...stated(event, primary, { path: [field], key: [field], value }), implied: true });
  }
  return statements;
}

function stated(
  event: AuditEvent,
  { kind, value: id }: ResourceId,
  { path, key, value, before }: Leaf,
): Statement {
  const last = key.at(-1) ?? "";
  const common = {
    resource: { kind, value: id },
    field: fieldOf(path),
    // The account is `account`, `accountId` and `account_id` in different contexts.
    key: key.length === 1 && kindOfKey(last) === "account" ? "account" : fieldOf(key),
    scope: kind === "account" ? familyOf(event.type) : "",
    value,
  };
  return before === undefined ? common : { ...common, before };
}

/** A leaf that only says which thing it is. */
function identifies({ key, value }: Leaf, primary: Resource): boolean {
  const kind = kindOfKey(key.at(-1) ?? "");
  if (kind !== primary.kind) return false;
  return kind === "user" || kind === "account" || value?.replace(/^\+/, "") === primary.value;
}

const isApp = ({ key }: Leaf) => key.length === 1 && kindOfKey(key[0] ?? "") === "app";

/** A link is the number's field `application`: the app's id, or none. `null` where the event is no linking. */
function linkOf({ type }: AuditEvent, leaves: readonly Leaf[]): ((number: Resource) => Statement) | null {
  const app = leaves.find(isApp)?.value ?? null;
  if (type !== "NUMBER_UNLINKED" && (type !== "NUMBER_LINKED" || app === null)) return null;
  return ({ kind, value }) => ({
    resource: { kind, value },
    field: "application",
    key: "application",
    scope: "",
    value: type === "NUMBER_LINKED" ? app : null,
  });
}

/** What makes two statements be about the same field of the same thing. */
export const subjectOf = ({ resource, scope, key }: Statement): string =>
  [resource.kind, resource.value, scope, spell(key)].join("\n");

/** A context may say one thing twice (`account` and `created.accountId`); what carries its before counts, else the first. */
function unique(statements: readonly Statement[]): Statement[] {
  const found = new Map<string, Statement>();
  for (const statement of statements) {
    const old = found.get(subjectOf(statement));
    if (old === undefined || (old.before === undefined && statement.before))
      found.set(subjectOf(statement), statement);
  }
  return [...found.values()];
}
