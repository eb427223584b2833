import { queryOptions } from "@tanstack/react-query";
import { fetchText } from "./fetch-text.ts";

/** One event by its id, as the exact text the upstream sent. */
export const eventQuery = (id: string, account: string) =>
  queryOptions({
    queryKey: ["event", account, id],
    queryFn: ({ signal }) =>
      fetchText(`/api/events/${encodeURIComponent(id)}?account=${encodeURIComponent(account)}`, signal),
  });
