import { queryOptions } from "@tanstack/react-query";
import type { ExportStatus } from "../audit/export.ts";
import { fetchText } from "./fetch-text.ts";

const EVERY_MS = 500;
/** A download that has not begun by then was stopped by the browser, or never left it. */
const BEGINS_WITHIN_MS = 20_000;

const address = (id: string) => `/api/exports/${encodeURIComponent(id)}`;

/** How an export stands, asked anew until it has ended. `since`: when it was asked for. Rejects until the console knows of it. */
export const exportQuery = (id: string, since: number) =>
  queryOptions<ExportStatus>({
    queryKey: ["export", id],
    staleTime: 0,
    gcTime: 60_000,
    queryFn: async ({ signal }): Promise<ExportStatus> =>
      JSON.parse(await fetchText(address(id), signal)) as ExportStatus,
    refetchInterval: ({ state: { data } }: { state: { data: ExportStatus | undefined } }) => {
      const waits = data === undefined ? Date.now() - since < BEGINS_WITHIN_MS : data.state === "running";
      return waits ? EVERY_MS : false;
    },
    // Also behind another tab: how it ended should stand there when one comes back.
    refetchIntervalInBackground: true,
  });

/** How it stands once it is cancelled; the download breaks off. */
export const cancelExport = async (id: string): Promise<ExportStatus> =>
  JSON.parse(await fetchText(address(id), undefined, "DELETE")) as ExportStatus;
