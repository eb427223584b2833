import { queryOptions } from "@tanstack/react-query";
import type { EventQuery } from "../audit/query.ts";
import { writeQuery } from "../audit/query-params.ts";
import { fetchText } from "./fetch-text.ts";

const EVERY_MS = 30_000;
const SECOND = 1000;

/** How many events of the query are newer than `asOf`: one call for one row, while someone looks. */
export const arrivedQuery = (query: EventQuery, asOf: number) => {
  const newer: EventQuery = {
    ...query,
    time: { kind: "absolute", from: asOf + SECOND, to: null },
    page: 1,
    size: 1,
    sort: "-created_at",
    asOf: null,
  };
  const search = writeQuery(newer).toString();
  return queryOptions({
    queryKey: ["arrived", search],
    refetchInterval: EVERY_MS,
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<number> => {
      const { page } = JSON.parse(await fetchText(`/api/events?${search}`, signal)) as {
        page: { totalElements: number };
      };
      return page.totalElements;
    },
  });
};
