"use client";

import { useMemo } from "react";
import type { AuditEvent } from "@/lib/audit/event";
import { learnNames } from "@/lib/audit/sentence";
import { formatTime } from "@/lib/audit/time/format";
import { formatInZone } from "@/lib/audit/time/zone";
import { toRows } from "./event-rows";

/** The events of a page as its table draws them, and the names of things that they told. */
export function useRows(events: readonly AuditEvent[], zone: string, asOf: number) {
  const names = useMemo(() => learnNames(events), [events]);
  const rows = useMemo(() => toRows(events, names, (at) => formatTime(at, zone).date), [events, names, zone]);
  const withYears = useMemo(() => {
    const year = (at: number) => formatInZone(at, zone).year;
    return events.some((event) => event.at !== null && year(event.at) !== year(asOf));
  }, [events, zone, asOf]);
  return { names, rows, withYears };
}
