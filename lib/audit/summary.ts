import { badParameter } from "./errors.ts";
import type { Receipt } from "./receipt.ts";
import { parseCount } from "./query-values.ts";

/** The facets of a summary; `account` only where several accounts were asked. */
export const FACET_NAMES = ["event_type", "user", "ip", "country", "source", "resource", "account"] as const;
export type FacetName = (typeof FACET_NAMES)[number];

export interface FacetValue {
  readonly value: string;
  readonly count: number;
  /** When it was first seen at all, where that is inside the window. */
  readonly first?: string;
}

/** Values, `none` and `others` sum to `total`; of `resource` an event may name several. */
export interface FacetCounts {
  readonly values: readonly FacetValue[];
  /** Events that carry no value of it. */
  readonly none: number;
  /** Events of the values that are not listed. */
  readonly others: number;
  /** How many values are not listed, and how many of them are new. */
  readonly otherValues: number;
  readonly otherNew: number;
  /** Events of the query without this facet's own filter. */
  readonly total: number;
}

/** The answer of `GET /api/events/summary`. */
export interface EventSummary {
  readonly total: number;
  readonly histogram: {
    readonly seconds: number;
    /** Sum to `total`. `start` is `null` in the one for events whose time is not known, which comes last where there are any. */
    readonly buckets: readonly {
      readonly start: string | null;
      readonly total: number;
      readonly byType: Readonly<Record<string, number>>;
    }[];
  };
  readonly facets: Readonly<Partial<Record<FacetName, FacetCounts>>>;
  readonly receipt: Receipt;
}

/** Which facet is looked into, and how; `facet: null` gives the usual ones, 50 values each. */
export interface FacetQuery {
  readonly facet: FacetName | null;
  readonly search: string | null;
  readonly order: "count" | "value";
  /** 1 to 1,000. */
  readonly size: number;
}

export const FACET_PARAMETERS = ["facet", "facet_search", "facet_order", "facet_size"] as const;
const MOST_VALUES = 1000;
const USUAL_VALUES = 50;

/** Reads the parameters of `FACET_PARAMETERS`; throws `bad_parameter`. The others go with `facet` alone. */
export function readFacetQuery(params: URLSearchParams): FacetQuery {
  const facet = params.get("facet");
  const name = FACET_NAMES.find((known) => known === facet) ?? null;
  if (facet !== null && name === null)
    throw badParameter("facet", `facet is one of ${FACET_NAMES.join(", ")}.`);
  const [, ...rest] = FACET_PARAMETERS;
  for (const parameter of rest)
    if (facet === null && params.has(parameter))
      throw badParameter(parameter, `${parameter} goes with facet.`);
  const search = params.get("facet_search");
  if (search !== null && search.length > 200)
    throw badParameter("facet_search", "facet_search takes up to 200 characters.");
  const order = params.get("facet_order") ?? "count";
  if (order !== "count" && order !== "value")
    throw badParameter("facet_order", "facet_order is count or value.");
  const size = params.get("facet_size");
  return {
    facet: name,
    search,
    order,
    size: size === null ? USUAL_VALUES : parseCount("facet_size", size, MOST_VALUES),
  };
}
