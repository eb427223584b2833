import type { Question } from "./archive.ts";

/** What a question filters by that takes every event of its accounts and window. */
export const UNFILTERED: Omit<Question, "accounts" | "from" | "to"> = {
  eventTypes: [],
  excludeEventTypes: [],
  user: [],
  ip: [],
  country: [],
  source: [],
  resource: [],
  excludeUser: [],
  excludeIp: [],
  excludeCountry: [],
  excludeSource: [],
  excludeResource: [],
  searchText: null,
};
