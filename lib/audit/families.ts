import { FALLBACK_TYPES, type Family, familyOf } from "./event-types.ts";
import { canFilterBy } from "./filters.ts";
import type { EventQuery } from "./query.ts";

/** How much of a family a query's type filter lets through. */
export type FamilyShown = "all" | "some" | "none";

/** The family's types: those published, and `seen` ones that can be named in an address. */
function typesOf(family: Family, seen: readonly string[]): string[] {
  const known = [...FALLBACK_TYPES.map(({ type }) => type), ...seen];
  return [...new Set(known)].filter(
    (type) => familyOf(type) === family && canFilterBy("excludeEventTypes", type),
  );
}

/** What of a family the query asks for, of the types that events carry (`seen`). */
export function familyShown(query: EventQuery, family: Family, seen: readonly string[]): FamilyShown {
  const { eventTypes, excludeEventTypes } = query;
  const own = seen.filter((type) => familyOf(type) === family);
  const types = own.length > 0 ? own : typesOf(family, []);
  const passing = types.filter(
    (type) => (eventTypes.length === 0 || eventTypes.includes(type)) && !excludeEventTypes.includes(type),
  );
  return passing.length === 0 && types.length > 0 ? "none" : passing.length < types.length ? "some" : "all";
}

/**
 * The query with a family hidden, or shown whole again. Hiding the last one that an inclusion leaves would ask for everything: it
 * shows all families.
 */
export function toggleFamily(query: EventQuery, family: Family, seen: readonly string[]): EventQuery {
  const { eventTypes, excludeEventTypes } = query;
  const types = typesOf(family, seen);
  const without = (list: readonly string[]) =>
    list.filter((type) => !types.includes(type) && familyOf(type) !== family);
  const hide = familyShown(query, family, seen) === "all";
  const merged = (list: readonly string[]) => [...new Set([...list, ...types])];
  const next = hide
    ? eventTypes.length > 0
      ? { eventTypes: without(eventTypes), excludeEventTypes }
      : { eventTypes, excludeEventTypes: merged(excludeEventTypes) }
    : {
        eventTypes: eventTypes.length > 0 ? merged(eventTypes) : eventTypes,
        excludeEventTypes: without(excludeEventTypes),
      };
  return { ...query, ...next, page: 1 };
}
