"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type { AccountRef } from "@/components/shell/header";
import { useLate } from "@/components/ui/use-late";
import type { EventQuery } from "@/lib/audit/query";
import { type EventRef, readEventKey } from "@/lib/audit/links";
import { EMPTY_QUERY, writeQuery } from "@/lib/audit/query-params";
import { arrivedQuery } from "@/lib/queries/arrived";
import { eventsQuery } from "@/lib/queries/events";
import { summaryQuery } from "@/lib/queries/summary";
import { pageOf } from "./list/geometry";
import { type Initial, useEventsPage } from "./use-events-page";
import { useHead } from "./use-head";
import { useEventsLocation } from "./use-location";
import { useWindow } from "./use-window";

const STAYS_MS = 1_500;

interface ResultOptions {
  accounts: readonly AccountRef[];
  initial: Initial | null;
  /** The server's clock when the page was made, in whole seconds. */
  now: number;
  /** All pages stand in one list. */
  oneList: boolean;
  /** There is an archive: it is asked for bars and facets beside the list. */
  archive: boolean;
}

export type Result = ReturnType<typeof useResult>;

/** What the address asks, what was answered, and the ways to ask on: everything else on the page follows from it. */
export function useResult({ accounts, initial, now, oneList, archive }: ResultOptions) {
  const location = useEventsLocation();
  const { query, problem } = location;
  const head = useHead(location, oneList);
  const answer = useEventsPage(head.search, problem === null, initial);
  const { page, error, updating, again } = answer;
  const shown = useRef(head.query);
  if (!answer.kept && page) shown.current = head.query;
  const client = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const [freshAfter, setFreshAfter] = useState<number | null>(null);

  const account =
    accounts.find((a) => a.apiKey === query.account || a.name === query.account) ??
    (query.account === null ? accounts[0] : undefined);
  const accountKey = account?.apiKey ?? query.account ?? "";
  const all = query.account === "*";
  /** The account stands in it only where it is not the one that is read. */
  const open = useMemo((): EventRef | null => {
    if (location.event === null) return null;
    const ref = readEventKey(location.event);
    return ref.account === accountKey ? { ...ref, account: null } : ref;
  }, [location.event, accountKey]);
  const window = useWindow(query, page, now) ?? { from: null, to: now, asOf: now, askedTo: null };
  const { asOf } = window;
  const question = useMemo(
    () => writeQuery({ ...query, page: 1, size: EMPTY_QUERY.size, asOf: null }).toString(),
    [query],
  );

  const { ask: go } = location;
  /** A new question starts on its first page, at this moment. One function for many renders: facets and bars are drawn anew only for a reason. */
  const ask = useCallback(
    (next: EventQuery) => {
      const fresh = { ...next, page: 1, asOf: null };
      const search = writeQuery(fresh).toString();
      setFreshAfter(null);
      // Where the list in view began with this very question, its answer is in use: it is read anew under its rows.
      if (search === head.search) again();
      else {
        client.removeQueries({ queryKey: ["events", search], type: "inactive" });
        // Asked with the press, not when the page has been drawn anew for its new address.
        void client.prefetchQuery(eventsQuery(search));
        if (archive) void client.prefetchQuery({ ...summaryQuery(fresh, null), staleTime: 0 });
      }
      go(fresh);
    },
    [client, archive, go, head.search, again],
  );
  /** Another page of the same question: its moment is pinned, so that no row moves between pages. */
  const toPage = (number: number) => location.ask({ ...query, page: number, asOf });
  /** Pages of another size, on the one that holds this row (from 0). */
  const toSize = (size: number, row: number) =>
    location.ask({ ...query, size, page: pageOf(row, size), asOf });
  /** The same, under an event that stays open. */
  const turn = useCallback(
    (number: number) => location.replace({ ...query, page: number, asOf }, location.event, "replace"),
    [location, query, asOf],
  );

  const openEnded = window.askedTo === null || window.askedTo >= asOf;
  const watching = page !== undefined && openEnded && query.sort === "-created_at" && !updating;
  // Of an answer that someone stays with: asked beside it, it would hold up what is being drawn.
  const stays = useLate(watching, STAYS_MS);
  const arrived = useQuery({ ...arrivedQuery(query, asOf), enabled: stays }).data ?? 0;
  const showArrived = () => {
    // A link that froze the time ends at its own moment: what came since lies behind that end.
    const { time } = query;
    const open = time.kind === "absolute" && time.to !== null ? { ...time, to: null } : time;
    if (query.asOf === null && query.page === 1 && open === time) again();
    else ask({ ...query, time: open });
    setFreshAfter(asOf);
  };

  return {
    ...answer,
    location,
    query,
    /** The question of the rows on the screen: the last one, while another is read. */
    shown: shown.current,
    problem,
    failed: error !== null || problem !== null,
    /** The open event. */
    open,
    /** The one account that is read; `undefined` when it is none of the reader's, or all of them. */
    account,
    accountKey,
    /** Every account of the reader is read. */
    all,
    /** The accounts that are read. */
    read: useMemo(() => (all ? accounts : account ? [account] : []), [all, accounts, account]),
    window,
    asOf,
    /** The question without its page, size and moment: what a selection belongs to. */
    question,
    ask,
    toPage,
    toSize,
    turn,
    sort: () => ask({ ...query, sort: query.sort === "created_at" ? "-created_at" : "created_at" }),
    /** Events newer than the answer; none are put in by themselves. */
    arrived,
    showArrived,
    /** Rows newer than this were just shown by `showArrived`. */
    freshAfter,
    scroller,
  };
}
