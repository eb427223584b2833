"use client";

import { useMemo } from "react";
import type { AccountRef } from "@/components/shell/header";
import type { EventsPage } from "@/lib/audit/list-page";
import { learnNames } from "@/lib/audit/sentence";
import { formatTime } from "@/lib/audit/time/format";
import { formatInZone } from "@/lib/audit/time/zone";
import { toRows } from "./event-rows";

const NONE: never[] = [];

/** The events of a page as its table draws them, and the names of things that they told. */
export function useRows(
  page: EventsPage | undefined,
  accounts: readonly AccountRef[],
  zone: string,
  asOf: number,
) {
  const events = page?.events ?? NONE;
  const keys = page?.accounts ?? null;
  const names = useMemo(() => learnNames(events), [events]);
  const rows = useMemo(() => {
    const known = new Map(accounts.map((account) => [account.apiKey, account]));
    const owners = keys?.map((apiKey) => known.get(apiKey) ?? { name: apiKey, apiKey }) ?? null;
    return toRows(events, names, (at) => formatTime(at, zone).date, owners);
  }, [events, keys, accounts, names, zone]);
  const withYears = useMemo(() => {
    const year = (at: number) => formatInZone(at, zone).year;
    return events.some((event) => event.at !== null && year(event.at) !== year(asOf));
  }, [events, zone, asOf]);
  return { names, rows, withYears };
}
