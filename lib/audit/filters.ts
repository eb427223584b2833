import type { EventQuery } from "./query.ts";
import { EMPTY_QUERY } from "./query-params.ts";
import { type IncludeKey, type ListKey, PARAMETERS } from "./query-table.ts";

const OPPOSITES = {
  eventTypes: "excludeEventTypes",
  user: "excludeUser",
  ip: "excludeIp",
  country: "excludeCountry",
  source: "excludeSource",
  resource: "excludeResource",
} as const satisfies Record<IncludeKey, ListKey>;

/** The list that leaves out what this one asks for. */
export const excludingList = (list: IncludeKey): ListKey => OPPOSITES[list];

/** Nothing but what carries the value, in place of what was asked for; what else is left out stays so. From the first page. */
export const onlyValue = (query: EventQuery, list: IncludeKey, value: string): EventQuery => ({
  ...query,
  [list]: [value],
  [OPPOSITES[list]]: query[OPPOSITES[list]].filter((one) => one !== value),
  page: 1,
});

/** A filter's values with one more, or one less; a value is either asked for or left out, never both. From the first page. */
export function toggleValue(query: EventQuery, list: ListKey, value: string): EventQuery {
  const values = query[list];
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  const [include, exclude] = Object.entries(OPPOSITES).find((pair) => pair.includes(list)) ?? [list, list];
  const opposite = (list === include ? exclude : include) as ListKey;
  return { ...query, [opposite]: query[opposite].filter((one) => one !== value), [list]: next, page: 1 };
}

/** Whether a value that events carry can be asked for: some hold what no address may (a comma), or are none of their kind. */
export function canFilterBy(list: ListKey, value: string): boolean {
  const parameter = PARAMETERS.find((row) => row.list === list);
  if (parameter === undefined || value === "") return false;
  try {
    const [only, ...more] = parameter.read(value)[list] ?? [];
    return only === value && more.length === 0;
  } catch {
    return false;
  }
}

/** The same question of the same account, window and order, without any filter. */
export const withoutFilters = ({ account, time, sort, size }: EventQuery): EventQuery => ({
  ...EMPTY_QUERY,
  account,
  time,
  sort,
  size,
});
