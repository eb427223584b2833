import { queryOptions } from "@tanstack/react-query";
import { fetchText } from "./fetch-text.ts";

export interface EventTypeRow {
  type: string;
  description: string;
  /** False: seen in events, not in the list the upstream returns. */
  listed: boolean;
}

export interface EventTypesAnswer {
  eventTypes: readonly EventTypeRow[];
  source: "upstream" | "fallback";
}

export const eventTypesQuery = (account: string) =>
  queryOptions({
    queryKey: ["event-types", account],
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<EventTypesAnswer> =>
      JSON.parse(
        await fetchText(`/api/event-types?account=${encodeURIComponent(account)}`, signal),
      ) as EventTypesAnswer,
  });
