import { keepPreviousData, type Query, queryOptions } from "@tanstack/react-query";
import type { EventQuery, ResolvedWindow } from "../audit/query.ts";
import { EMPTY_QUERY, writeQuery } from "../audit/query-params.ts";
import type { EventSummary, FacetCounts, FacetName } from "../audit/summary.ts";
import { resolveWindow } from "../audit/time/window.ts";
import { fetchText } from "./fetch-text.ts";

/** A summary and what it answers: the last one stays in view while the next is read. */
export interface SummaryAnswer {
  readonly query: EventQuery;
  readonly window: ResolvedWindow;
  readonly summary: EventSummary;
}

/** The question as the summary takes it: of a whole result, whatever page of it is in view. */
function searchOf(query: EventQuery, asOf: number | null): string {
  const { page, size, sort } = EMPTY_QUERY;
  return writeQuery({ ...query, page, size, sort, asOf: asOf ?? query.asOf }).toString();
}

/** A gap that was asked for is being filled: it is looked at again for two minutes, more and more seldom. In ms. */
const lookAgain = ({ state }: Query<SummaryAnswer>): number | false =>
  state.data?.summary.receipt.reason === "gap" && state.dataUpdateCount < 8
    ? 4000 * state.dataUpdateCount
    : false;

const accountOf = (search: unknown) => new URLSearchParams(String(search)).get("account");

/**
 * What the events of a query carry and when they happened, up to `asOf`, the moment of the list beside it: then both count the same
 * events. `null` leaves the moment to the server.
 */
export const summaryQuery = (query: EventQuery, asOf: number | null) => {
  const search = searchOf(query, asOf);
  return queryOptions({
    queryKey: ["summary", search],
    refetchInterval: lookAgain,
    // Never that of another account.
    placeholderData: (previous: SummaryAnswer | undefined, last) =>
      accountOf(last?.queryKey[1]) === query.account ? previous : undefined,
    queryFn: async ({ signal }): Promise<SummaryAnswer> => {
      const path = `/api/events/summary${search && `?${search}`}`;
      const summary = JSON.parse(await fetchText(path, signal)) as EventSummary;
      const { asOf: moment, from, to } = summary.receipt;
      const window: ResolvedWindow = {
        from: from === null ? null : Date.parse(from),
        to: Date.parse(to),
        asOf: Date.parse(moment),
        askedTo: resolveWindow(query.time, Date.parse(moment)).askedTo,
      };
      return { query, window, summary };
    },
  });
};

/** As many values as one look into a facet brings. */
const MANY = 1000;

/** The values of one facet that contain a text, or all of them: of the same question and moment as the summary. */
export const facetQuery = (query: EventQuery, asOf: number, facet: FacetName, containing: string) => {
  const params = new URLSearchParams(searchOf(query, asOf));
  params.append("facet", facet);
  params.append("facet_size", String(MANY));
  if (containing !== "") params.append("facet_search", containing);
  return queryOptions({
    queryKey: ["facet", params.toString()],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<FacetCounts> => {
      const { facets } = JSON.parse(await fetchText(`/api/events/summary?${params}`, signal)) as EventSummary;
      return facets[facet] ?? { values: [], none: 0, others: 0, otherValues: 0, otherNew: 0, total: 0 };
    },
  });
};
