"use client";

import { useMemo } from "react";
import type { EventsPage } from "@/lib/audit/list-page";
import type { EventQuery, ResolvedWindow } from "@/lib/audit/query";
import { resolveWindow } from "@/lib/audit/time/window";

/** The window of the answer, or the one that was asked while there is none; `null` when it cannot be resolved. */
export function useWindow(
  query: EventQuery,
  page: EventsPage | undefined,
  now: number,
): ResolvedWindow | null {
  return useMemo(() => {
    try {
      const asked = resolveWindow(query.time, query.asOf ?? now);
      if (!page) return asked;
      const { asOf, from, to } = page.receipt;
      return {
        asOf: Date.parse(asOf),
        from: from === null ? null : Date.parse(from),
        to: Date.parse(to),
        askedTo: asked.askedTo,
      };
    } catch {
      return null;
    }
  }, [query, page, now]);
}
