import "server-only";
import type { EventQuery, ResolvedWindow } from "../../audit/query.ts";
import type { Question } from "../archive/archive.ts";

/** A query with its window resolved, as the archive is asked. `accounts` are API keys. */
export const toQuestion = (
  query: EventQuery,
  { from, to }: Pick<ResolvedWindow, "from" | "to">,
  accounts: readonly string[],
): Question => ({
  accounts,
  from,
  to,
  eventTypes: query.eventTypes,
  excludeEventTypes: query.excludeEventTypes,
  user: query.user,
  ip: query.ip,
  country: query.country,
  source: query.source,
  resource: query.resource,
  excludeUser: query.excludeUser,
  excludeIp: query.excludeIp,
  excludeCountry: query.excludeCountry,
  excludeSource: query.excludeSource,
  excludeResource: query.excludeResource,
  searchText: query.searchText,
});
