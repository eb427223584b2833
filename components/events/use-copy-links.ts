"use client";

import { useCopy } from "@/components/providers/toast";
import { frozenLink, liveLink, queryString } from "@/lib/audit/links";
import type { EventQuery, ResolvedWindow } from "@/lib/audit/query";
import { formatRange, formatTime } from "@/lib/audit/time/format";

export interface CopyLinks {
  copyFrozen: () => void;
  copyLive: () => void;
  /** The window that a copied link would freeze. */
  frozenWords: string;
}

/** The two links to a result: one shows for ever what is on the screen, the other asks again whenever it is opened. */
export function useCopyLinks(
  query: EventQuery,
  window: ResolvedWindow,
  accountKey: string,
  zone: string,
  zoneName: string,
): CopyLinks {
  const copy = useCopy();
  const url = (params: URLSearchParams) => {
    const search = queryString(params);
    return `${globalThis.location.origin}/events${search ? `?${search}` : ""}`;
  };
  const copyLive = () =>
    void copy(
      url(liveLink({ ...query, account: accountKey })),
      "Live link copied. Its window moves with the time.",
    );
  const copyFrozen = () =>
    void copy(
      url(frozenLink(query, window, accountKey)),
      `Link copied. It freezes the time at ${formatTime(window.asOf, zone).time} ${zoneName}.`,
      { label: "Copy live link instead", run: copyLive },
    );
  return {
    copyFrozen,
    copyLive,
    frozenWords: `${formatRange(window.from, window.to, window.asOf, zone)} ${zoneName}`,
  };
}
