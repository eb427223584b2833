"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { usePrefs } from "@/components/providers/prefs";
import { EMPTY_QUERY, writeQuery } from "@/lib/audit/query-params";
import { formatTime, plural, zoneLabel } from "@/lib/audit/time/format";
import { eventsQuery } from "@/lib/queries/events";

const SETTLED_MS = 300;
const FRESH_MS = 30_000;

/** How many events name a thing, and when the last did: asked once its value stands for a moment, as each asking is recorded. */
export function CountOf({ resource, account }: { resource: string; account: string | null }) {
  const { zone } = usePrefs();
  const settled = useSettled(resource);
  const search = writeQuery({ ...EMPTY_QUERY, account, resource: [resource], size: 1 }).toString();
  const { data, isError } = useQuery({ ...eventsQuery(search), staleTime: FRESH_MS, enabled: settled });
  if (isError) return "count not known";
  if (data === undefined) return <span className="appear-late">counting…</span>;
  const { page, receipt, events } = data;
  const { reason } = receipt;
  const exact = reason === null || reason === "page" || reason === "open";
  if (page.totalElements === 0) return exact ? "no event names it" : "count not known";
  const at = events[0]?.at ?? null;
  return (
    <>
      {plural(page.totalElements, "event")}
      {exact ? null : " at least"}
      {at === null ? null : (
        <span className="max-sm:hidden">
          , last <span className="mono">{formatTime(at, zone, { now: Date.parse(receipt.asOf) }).text}</span>{" "}
          {zoneLabel(zone, at, "short")}
        </span>
      )}
    </>
  );
}

function useSettled(value: string): boolean {
  const [stands, setStands] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setStands(value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return stands === value;
}
