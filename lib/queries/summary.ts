import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { EventQuery } from "../audit/query.ts";
import { EMPTY_QUERY, writeQuery } from "../audit/query-params.ts";
import type { EventSummary } from "../audit/summary.ts";
import { fetchText } from "./fetch-text.ts";

/** What the events of a query carry, up to `asOf`, the moment of the list beside it: then both count the same events. */
export const summaryQuery = (query: EventQuery, asOf: number) => {
  const { page, size, sort } = EMPTY_QUERY;
  const search = writeQuery({ ...query, page, size, sort, asOf }).toString();
  return queryOptions({
    queryKey: ["summary", search],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<EventSummary> =>
      JSON.parse(await fetchText(`/api/events/summary?${search}`, signal)) as EventSummary,
  });
};
