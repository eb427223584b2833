import { infiniteQueryOptions } from "@tanstack/react-query";
import type { ResourceId } from "../audit/resource-kind.ts";
import type { ResourceTimeline } from "../audit/timeline.ts";
import { fetchText } from "./fetch-text.ts";

/** All that happened to one thing: its first page tells everything but older events. `account`: a key, or `*`. */
export const timelineQuery = ({ kind, value }: ResourceId, account: string) =>
  infiniteQueryOptions({
    queryKey: ["timeline", account, kind, value],
    initialPageParam: 1,
    queryFn: async ({ signal, pageParam }): Promise<ResourceTimeline> => {
      const params = new URLSearchParams({
        account,
        ...(pageParam === 1 ? {} : { page: String(pageParam) }),
      });
      const path = `/api/resources/${kind}/${encodeURIComponent(value)}/timeline?${params}`;
      return JSON.parse(await fetchText(path, signal)) as ResourceTimeline;
    },
    getNextPageParam: ({ page }) => (page.number < page.totalPages ? page.number + 1 : undefined),
  });
