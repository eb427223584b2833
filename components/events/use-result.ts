"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type { AccountRef } from "@/components/shell/header";
import type { EventQuery } from "@/lib/audit/query";
import { type EventRef, readEventKey } from "@/lib/audit/links";
import { EMPTY_QUERY, writeQuery } from "@/lib/audit/query-params";
import { arrivedQuery } from "@/lib/queries/arrived";
import { type Initial, useEventsPage } from "./use-events-page";
import { useEventsLocation } from "./use-location";
import { useWindow } from "./use-window";

interface ResultOptions {
  accounts: readonly AccountRef[];
  initial: Initial | null;
  /** The server's clock when the page was made, in whole seconds. */
  now: number;
}

export type Result = ReturnType<typeof useResult>;

/** What the address asks, what was answered, and the ways to ask on: everything else on the page follows from it. */
export function useResult({ accounts, initial, now }: ResultOptions) {
  const location = useEventsLocation();
  const { query, search, problem } = location;
  const answer = useEventsPage(search, problem === null, initial);
  const { page, error, updating, again } = answer;
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

  const toTop = () => scroller.current?.scrollTo({ top: 0 });
  /** A new question starts on its first page, at this moment. */
  const ask = (next: EventQuery) => {
    const fresh = { ...next, page: 1, asOf: null };
    client.removeQueries({ queryKey: ["events", writeQuery(fresh).toString()], type: "inactive" });
    setFreshAfter(null);
    location.ask(fresh);
    toTop();
  };
  /** Another page of the same question: its moment is pinned, so that no row moves between pages. */
  const toPage = (number: number) => {
    location.ask({ ...query, page: number, asOf });
    toTop();
  };
  /** The same, under an event that stays open. */
  const turn = useCallback(
    (number: number) => location.replace({ ...query, page: number, asOf }, location.event, "replace"),
    [location, query, asOf],
  );

  const openEnded = window.askedTo === null || window.askedTo >= asOf;
  const watching = page !== undefined && openEnded && query.sort === "-created_at" && !updating;
  const arrived = useQuery({ ...arrivedQuery(query, asOf), enabled: watching }).data ?? 0;
  const showArrived = () => {
    setFreshAfter(asOf);
    toTop();
    // A link that froze the time ends at its own moment: what came since lies behind that end.
    const { time } = query;
    const open = time.kind === "absolute" && time.to !== null ? { ...time, to: null } : time;
    if (query.asOf === null && query.page === 1 && open === time) again();
    else location.ask({ ...query, time: open, page: 1, asOf: null });
  };

  return {
    ...answer,
    location,
    query,
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
