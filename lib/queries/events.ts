import { queryOptions } from "@tanstack/react-query";
import { type EventsPage, readListPage } from "../audit/list-page.ts";
import { fetchText } from "./fetch-text.ts";

/** `search`: the canonical query string of `/api/events`. Each answer is read from its text once, however many look at it. */
export const eventsQuery = (search: string) =>
  queryOptions({
    queryKey: ["events", search],
    queryFn: async ({ signal }): Promise<EventsPage> =>
      readListPage(await fetchText(`/api/events?${search}`, signal)),
    // Events read their context when it is first asked for; comparing pages field by field would read all of them.
    structuralSharing: false,
  });
