import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { type EventFirsts, firstsOf } from "@/lib/audit/first-seen";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { resourceKey } from "@/lib/audit/resource-kind";
import { type ResourceTimeline, TIMELINE_SIZE, type TimelineEvent } from "@/lib/audit/timeline";
import { firstSeenQuery } from "@/lib/queries/first-seen";

const one = (value: string | null) => (value ? [value] : []);

/** What is new about each event, a page at a time once it is known: the events neither wait for it nor fall with it. */
export function useFirsts(
  pages: readonly ResourceTimeline[],
  account: string,
): (event: TimelineEvent) => EventFirsts | null {
  const answers = useQueries({
    queries: pages.map(({ resource, page, asOf }) => {
      const query = { ...EMPTY_QUERY, account, resource: [resourceKey(resource)], size: TIMELINE_SIZE };
      return firstSeenQuery({ ...query, page: page.number }, Date.parse(asOf));
    }),
  });
  const pageOf = useMemo(
    () => new Map(pages.flatMap(({ events }, page) => events.map((event) => [event, page] as const))),
    [pages],
  );
  return (event) => {
    const answer = answers[pageOf.get(event) ?? -1]?.data;
    if (!answer || event.at === null) return null;
    const { user, ip, country, hosts: host } = event;
    const carried = { user: one(user), ip: one(ip), country: one(country), host };
    return firstsOf({ at: Date.parse(event.at), ...carried }, answer);
  };
}
