import { queryOptions } from "@tanstack/react-query";
import type { FirstSeenAnswer } from "../audit/first-seen.ts";
import type { EventQuery } from "../audit/query.ts";
import { writeQuery } from "../audit/query-params.ts";
import { fetchText } from "./fetch-text.ts";

/** What is new on the page of a list that was read at `asOf`. */
export const firstSeenQuery = (query: EventQuery, asOf: number) => {
  const search = writeQuery({ ...query, asOf }).toString();
  return queryOptions({
    queryKey: ["first-seen", search],
    queryFn: async ({ signal }): Promise<FirstSeenAnswer> =>
      JSON.parse(await fetchText(`/api/events/first-seen?${search}`, signal)) as FirstSeenAnswer,
  });
};
