import { queryOptions } from "@tanstack/react-query";
import { type EventsPage, readListPage } from "../audit/list-page.ts";
import { fetchText } from "./fetch-text.ts";

/** `search`: the canonical query string of `/api/events`. The text is kept as it came; the page is read from it. */
export const eventsQuery = (search: string) =>
  queryOptions({
    queryKey: ["events", search],
    queryFn: ({ signal }) => fetchText(`/api/events?${search}`, signal),
    // Events read their context when it is first asked for; comparing pages field by field would read all of them.
    structuralSharing: false,
    select: readEventsPage,
  });

/** One function value for every observer, so that the cache reads each text once. */
const readEventsPage = (text: string): EventsPage => readListPage(text);
