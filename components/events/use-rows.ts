"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AccountRef } from "@/components/shell/header";
import type { EventsPage } from "@/lib/audit/list-page";
import type { EventQuery } from "@/lib/audit/query";
import { learnNames } from "@/lib/audit/sentence";
import { formatTime } from "@/lib/audit/time/format";
import { formatInZone } from "@/lib/audit/time/zone";
import { firstSeenQuery } from "@/lib/queries/first-seen";
import { toRows } from "./event-rows";

const NONE: never[] = [];

interface RowsOptions {
  page: EventsPage | undefined;
  query: EventQuery;
  accounts: readonly AccountRef[];
  zone: string;
  asOf: number;
  /** There is an archive, which knows what was seen first. */
  archive: boolean;
}

/**
 * The events of a page as its table draws them, and the names of things that they told. What is new on it is marked once that is
 * known; the rows do not wait for it, nor fall with it.
 */
export function useRows({ page, query, accounts, zone, asOf, archive }: RowsOptions) {
  const events = page?.events ?? NONE;
  const keys = page?.accounts ?? null;
  const asked = { ...firstSeenQuery(query, asOf), enabled: archive && events.length > 0 };
  const firsts = useQuery(asked).data ?? null;
  const names = useMemo(() => learnNames(events), [events]);
  const rows = useMemo(() => {
    const known = new Map(accounts.map((account) => [account.apiKey, account]));
    const owners = keys?.map((apiKey) => known.get(apiKey) ?? { name: apiKey, apiKey }) ?? null;
    return toRows(events, names, (at) => formatTime(at, zone).date, owners, firsts);
  }, [events, keys, accounts, names, zone, firsts]);
  const withYears = useMemo(() => {
    const year = (at: number) => formatInZone(at, zone).year;
    return events.some((event) => event.at !== null && year(event.at) !== year(asOf));
  }, [events, zone, asOf]);
  return { names, rows, withYears };
}
