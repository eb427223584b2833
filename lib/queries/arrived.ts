import { queryOptions } from "@tanstack/react-query";
import type { EventQuery } from "../audit/query.ts";
import { writeQuery } from "../audit/query-params.ts";
import { writeStamp } from "../audit/time/stamp.ts";
import { fetchText } from "./fetch-text.ts";

const EVERY_MS = 30_000;

/** How many events of the query are newer than `asOf`: one call upstream, while someone looks. */
export const arrivedQuery = (query: EventQuery, asOf: number) => {
  // The list's own words, so that it is the same reading in the access record.
  const params = writeQuery({ ...query, page: 1, size: 30 });
  params.set("since", writeStamp(asOf) ?? "");
  const search = params.toString();
  return queryOptions({
    queryKey: ["arrived", search],
    refetchInterval: EVERY_MS,
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<number> => {
      const text = await fetchText(`/api/events/arrived?${search}`, signal);
      return (JSON.parse(text) as { arrivedSince: number }).arrivedSince;
    },
  });
};
