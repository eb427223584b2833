"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Problem } from "@/lib/audit/errors";
import { type EventsPage, readListPage } from "@/lib/audit/list-page";
import { eventsQuery } from "@/lib/queries/events";
import { RequestError } from "@/lib/queries/fetch-text";

/** What the server found for the first HTML: the answer's text, or why there is none. */
export type Initial =
  | { search: string; text: string; problem?: undefined }
  | { search: string; problem: Problem; text?: undefined };

const accountOf = (search: string) => new URLSearchParams(search).get("account");

/**
 * One page of events. Rows of the last answer stay while the next one is read, but never those of another account.
 */
export function useEventsPage(search: string, enabled: boolean, initial: Initial | null) {
  // A failure of the first rendering is shown as it was told; asking again is the reader's choice.
  const [retried, setRetried] = useState(false);
  const failedAtFirst = !retried && initial?.problem !== undefined && initial.search === search;
  const account = accountOf(search);
  const keepRows = useCallback(
    (previous: EventsPage | undefined, query: { queryKey: readonly unknown[] } | undefined) =>
      accountOf(String(query?.queryKey[1] ?? "")) === account ? previous : undefined,
    [account],
  );
  const text = initial?.search === search ? initial.text : undefined;
  const answer = useQuery({
    ...eventsQuery(search),
    enabled: enabled && !failedAtFirst,
    ...(text === undefined ? {} : { initialData: () => readListPage(text) }),
    placeholderData: keepRows,
  });
  const { refetch } = answer;
  const again = useCallback(() => {
    if (failedAtFirst) setRetried(true);
    else void refetch();
  }, [failedAtFirst, refetch]);
  const error = failedAtFirst && initial?.problem ? new RequestError("", initial.problem) : answer.error;
  return {
    page: error ? undefined : answer.data,
    error,
    /** The page on the screen is the answer to another question. */
    kept: answer.isPlaceholderData,
    /** Older rows are on the screen while newer ones are read. */
    updating: (answer.isFetching || answer.isPlaceholderData) && answer.data !== undefined,
    reading: enabled && !error && answer.data === undefined,
    again,
  };
}
