"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useRef } from "react";
import { AuditError } from "@/lib/audit/errors";
import type { EventQuery } from "@/lib/audit/query";
import { EMPTY_QUERY, parseQuery, writeQuery } from "@/lib/audit/query-params";
import { queryString } from "@/lib/audit/links";

export interface EventsLocation {
  query: EventQuery;
  /** The query as `/api/events` takes it: also the cache key. */
  search: string;
  /** The id of the open event. */
  event: string | null;
  /** What is wrong with the address; `query` is then the empty one. */
  problem: AuditError | null;
}

/** Reads a page address: the API's names, and `event` for the open drawer. */
export function readLocation(params: URLSearchParams): EventsLocation {
  try {
    const query = parseQuery(params, { extra: ["event"] });
    return { query, search: writeQuery(query).toString(), event: params.get("event") || null, problem: null };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    return { query: EMPTY_QUERY, search: "", event: null, problem: error };
  }
}

/** The address is the whole state: this reads it and is the only place that writes it. */
export function useEventsLocation() {
  const params = useSearchParams();
  const pathname = usePathname();
  const key = params.toString();
  const location = useMemo(() => readLocation(new URLSearchParams(key)), [key]);
  // Opening pushes one entry; closing may then go back over it instead of adding another.
  const opened = useRef(false);

  const write = useCallback(
    (query: EventQuery, event: string | null, how: "push" | "replace") => {
      const next = writeQuery(query);
      if (event !== null) next.set("event", event);
      const search = queryString(next);
      const url = search ? `${pathname}?${search}` : pathname;
      if (how === "push") window.history.pushState(null, "", url);
      else window.history.replaceState(null, "", url);
    },
    [pathname],
  );

  const ask = useCallback(
    (query: EventQuery) => {
      opened.current = false;
      write(query, null, "push");
    },
    [write],
  );

  const open = useCallback(
    (event: string) => {
      // What the address says now: it is drawn later, and steps from event to event come faster.
      const now = new URLSearchParams(window.location.search).get("event") || null;
      if (now === event) return;
      if (now === null) opened.current = true;
      write(location.query, event, now === null ? "push" : "replace");
    },
    [location, write],
  );

  const close = useCallback(() => {
    if (location.event === null) return;
    if (opened.current) {
      opened.current = false;
      window.history.back();
    } else write(location.query, null, "replace");
  }, [location, write]);

  /** What the wrong parameter holds, and how to put another value in its place: all else of the address stays. */
  const field = location.problem?.field;
  const wrong = field === undefined ? null : params.get(field);
  const mend = (value: string) => {
    const next = new URLSearchParams(key);
    if (field !== undefined) next.set(field, value);
    window.history.pushState(null, "", `${pathname}?${queryString(next)}`);
  };

  return { ...location, ask, open, close, replace: write, wrong, mend };
}
