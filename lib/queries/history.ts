import { queryOptions } from "@tanstack/react-query";
import type { Change } from "../audit/history.ts";
import type { Receipt } from "../audit/receipt.ts";
import { fetchText } from "./fetch-text.ts";

export interface History {
  resources: readonly { kind: string; value: string }[];
  changes: readonly Change[];
  unchanged: readonly Change[];
  receipt: Receipt;
}

/** What an event changed, with every value before it. */
export const historyQuery = (id: string, account: string) =>
  queryOptions({
    queryKey: ["history", account, id],
    queryFn: async ({ signal }): Promise<History> =>
      JSON.parse(
        await fetchText(
          `/api/events/${encodeURIComponent(id)}/history?account=${encodeURIComponent(account)}`,
          signal,
        ),
      ) as History,
  });
