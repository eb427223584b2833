import type { AuditEvent } from "./event.ts";
import { FALLBACK_TYPES, familyOf } from "./event-types.ts";
import { meaningOf } from "./meaning.ts";
import { primaryResource } from "./resource.ts";
import { statementsOf } from "./state.ts";

/**
 * What to ask the upstream for the events that may state what an event does not: the thing's id as search text, or the types
 * of the family for settings of the account, which no id names. `null`: nothing is to be looked for.
 */
export function lookBackFor(
  event: AuditEvent,
): { searchText?: string; eventTypes?: readonly string[] } | null {
  const primary = primaryResource(event);
  const open = statementsOf(event).some((statement) => statement.before === undefined);
  if (primary === null || !open || meaningOf(event.type).creates) return null;
  if (primary.kind === "account") return { eventTypes: stateful(event.type) };
  // A user is named by every sign-in.
  return primary.kind === "user"
    ? { searchText: primary.value, eventTypes: stateful(event.type) }
    : { searchText: primary.value };
}

// In contracts or guides, not in the built-in list.
const MORE_TYPES = ["ACCOUNT_UPDATE_SETTINGS", "ACCOUNT_UPDATE_SPAMMER"];

function stateful(type: string): string[] {
  const known = [...FALLBACK_TYPES.map((row) => row.type), ...MORE_TYPES, type];
  const { about } = meaningOf(type);
  const wanted = (other: string) =>
    familyOf(other) === familyOf(type) && !meaningOf(other).stateless && meaningOf(other).about === about;
  return [...new Set(known.filter(wanted))];
}
