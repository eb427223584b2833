"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { EventQuery } from "@/lib/audit/query";
import { writeQuery } from "@/lib/audit/query-params";
import { eventsQuery } from "@/lib/queries/events";
import type { EventsLocation } from "./use-location";

const resultOf = (query: EventQuery, asOf: number | null) =>
  writeQuery({ ...query, page: 1, asOf }).toString();

/**
 * The question by whose answer a result is known: its total, its moment, its receipt. In one list over all pages that is the page the
 * address named first; further pages of it, at the moment that it told, change nothing. Elsewhere every page is asked for itself.
 */
export function useHead(location: EventsLocation, oneList: boolean): EventsLocation {
  const client = useQueryClient();
  const head = useRef(location);
  const { query, search } = head.current;
  if (search !== location.search || location.problem !== head.current.problem) {
    const told = client.getQueryData(eventsQuery(search).queryKey)?.receipt.asOf;
    const here = resultOf(location.query, location.query.asOf);
    // A page of a result names its moment; whoever names none asks anew.
    const same =
      location.query.asOf === null
        ? search === location.search
        : here === resultOf(query, query.asOf) ||
          (told !== undefined && here === resultOf(query, Date.parse(told)));
    if (!oneList || !same || location.problem !== head.current.problem) head.current = location;
  }
  return head.current;
}
