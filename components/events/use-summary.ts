"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLate } from "@/components/ui/use-late";
import { summaryQuery } from "@/lib/queries/summary";
import type { Result } from "./use-result";

export type SummaryReading = ReturnType<typeof useSummary>;

/**
 * Bars and facets of the result in view, from one answer of the list's own moment: both count the same events, and change together. A
 * list that could not be read takes nothing along.
 */
export function useSummary({ query, problem, error, reading, updating, asOf }: Result, archive: boolean) {
  const asks = archive && problem === null;
  const waiting = reading || updating;
  // Asked beside the list, whose moment is not known yet. Where both turn out to be of the same second, this is the answer.
  const early = useQuery({
    ...summaryQuery(query, null),
    enabled: asks && waiting && query.asOf === null,
    staleTime: 0,
  });
  const beside = early.isPlaceholderData || early.data?.window.asOf !== asOf ? undefined : early.data;
  const answer = useQuery({
    ...summaryQuery(query, error === null ? asOf : null),
    enabled: asks && !waiting && !early.isFetching,
    ...(beside && !waiting ? { initialData: beside } : {}),
  });
  const stale = answer.data !== undefined && (waiting || early.isFetching || answer.isPlaceholderData);
  const grey = useLate(stale);
  const idle = problem !== null;
  const { data, error: failure, refetch } = answer;
  return useMemo(
    () => ({
      answer: data,
      error: failure,
      /** What stands there is of an earlier question. */
      stale,
      /** Long enough to be shown. */
      grey,
      /** Nothing is being asked: the address cannot be read. */
      idle,
      again: () => void refetch(),
    }),
    [data, failure, stale, grey, idle, refetch],
  );
}
