import { badParameter } from "./errors.ts";
import type { EventQuery, TimeChoice } from "./query.ts";
import { type Draft, PARAMETERS } from "./query-table.ts";
import { MAX_VALUE_LENGTH } from "./query-values.ts";
import { assertOrder, DEFAULT_PM } from "./time/window.ts";

/** Every event of the first account, newest first: what no parameters at all mean. */
export const EMPTY_QUERY: EventQuery = {
  account: null,
  eventTypes: [],
  excludeEventTypes: [],
  time: { kind: "unbounded" },
  searchText: null,
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
  sort: "-created_at",
  page: 1,
  size: 30,
  asOf: null,
};

/**
 * Reads a query from a URL's parameters. Throws AuditError `bad_parameter` that names the field when one is repeated, empty,
 * unknown, too long or malformed, or when two contradict each other. `extra` names are let through, once and not empty; the caller
 * reads them.
 */
export function parseQuery(
  params: Iterable<readonly [string, string]>,
  { extra = [] }: { extra?: readonly string[] } = {},
): EventQuery {
  const seen = new Set<string>();
  const draft: Draft = {};
  for (const [name, text] of params) {
    const parameter = PARAMETERS.find((row) => row.name === name);
    if (parameter === undefined && !extra.includes(name))
      throw badParameter(name.slice(0, 64), "There is no parameter of this name.");
    if (seen.has(name)) throw badParameter(name, `${name} is given more than once.`);
    seen.add(name);
    if (text === "") throw badParameter(name, `${name} is empty.`);
    if (text.length > MAX_VALUE_LENGTH)
      throw badParameter(name, `${name} is longer than ${MAX_VALUE_LENGTH} characters.`);
    if (parameter !== undefined) Object.assign(draft, parameter.read(text));
  }
  const { dateFrom, dateTo, window, around, pm, ...rest } = draft;
  return { ...EMPTY_QUERY, ...rest, time: timeOf({ dateFrom, dateTo, window, around, pm }) };
}

type TimeDraft = { [Key in "dateFrom" | "dateTo" | "window" | "around" | "pm"]: Draft[Key] | undefined };

function timeOf({ dateFrom, dateTo, window, around, pm }: TimeDraft): TimeChoice {
  const dated = dateFrom !== undefined || dateTo !== undefined;
  if (window !== undefined) {
    if (dated || around !== undefined)
      throw badParameter(
        "window",
        `window and ${dated ? "date_from or date_to" : "around"} exclude each other.`,
      );
    if (pm === undefined) return { kind: "window", window };
  }
  if (around !== undefined) {
    if (dated) throw badParameter("around", "around and date_from or date_to exclude each other.");
    return { kind: "around", around, pm: pm ?? DEFAULT_PM };
  }
  if (pm !== undefined) throw badParameter("pm", "pm goes with around.");
  if (!dated) return { kind: "unbounded" };
  assertOrder(dateFrom ?? null, dateTo ?? null);
  return { kind: "absolute", from: dateFrom ?? null, to: dateTo ?? null };
}

/** Next's `searchParams` as pairs; a repeated name stays repeated, so that it is refused. */
export function pairsOf(params: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
  return Object.entries(params).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
}

/** The query's parameters in canonical order, defaults left out: `parseQuery(writeQuery(q))` is `q`. */
export function writeQuery(query: EventQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const { name, write } of PARAMETERS) {
    const text = write(query);
    if (text !== null) params.append(name, text);
  }
  return params;
}

/** One text for all queries that ask the same: the order within a list does not count. For caches. */
export function queryKey(query: EventQuery): string {
  const sorted = { ...query };
  for (const { list } of PARAMETERS)
    if (list !== undefined) Object.assign(sorted, { [list]: query[list].toSorted() });
  return writeQuery(sorted).toString();
}

export function sameQuery(one: EventQuery, other: EventQuery): boolean {
  return queryKey(one) === queryKey(other);
}

/** Names of the parameters that are set and that the upstream cannot do: with the archive off they are 400. */
export function needsArchive(query: EventQuery): string[] {
  return PARAMETERS.filter((row) =>
    row.archive ? row.write(query) !== null : row.name === "account" && query.account === "*",
  ).map((row) => row.name);
}

const RENAMED: Record<string, string> = {
  "APPLICATION:UPDATE": "APP_UPDATE",
  "USER:SECRET_CREATE": "ACCOUNT_SECRET_CREATE",
  "USER:SECRET_DELETE": "ACCOUNT_SECRET_DELETE",
};

/** The type that third-party pages mean when they write another; `null` for all else. A hint: the text itself stays legal. */
export function suggestType(text: string): string | null {
  return RENAMED[text.trim().toUpperCase()] ?? null;
}
