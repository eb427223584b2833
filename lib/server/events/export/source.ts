import "server-only";
import { AuditError } from "../../../audit/errors.ts";
import type { EventQuery, ResolvedWindow } from "../../../audit/query.ts";
import type { Receipt } from "../../../audit/receipt.ts";
import { UpstreamError } from "../../vonage/index.ts";
import type { Asked } from "../asked.ts";
import { reach } from "../reach.ts";
import { archivedSource } from "./archived-source.ts";
import { liveSource } from "./live-source.ts";

/** Where an export's events come from: opened, so that what can fail before the first byte has failed. */
export interface ExportSource {
  /** Events there are to write. */
  readonly total: Promise<number>;
  /** The exact texts, in order, each event once; stops by the signal it was opened with. */
  readonly chunks: AsyncIterable<readonly string[]>;
  /** Once all chunks were taken: what they are. */
  receipt(count: number): Promise<Receipt>;
}

/**
 * The archive where it covers the window, or where only it can answer. Else live, which is whole; and where that fails, or is too
 * much, what the archive holds of it, with its gaps in the receipt.
 */
export async function openSource(
  { accounts, held, archiveOnly }: Asked,
  query: EventQuery,
  window: ResolvedWindow,
  signal: AbortSignal,
): Promise<ExportSource> {
  const [account] = accounts;
  if (held === null) return liveSource(account, query, window, signal);
  const keys = accounts.map(({ apiKey }) => apiKey);
  const found = await reach(held, keys, window, { wait: archiveOnly });
  const archived = () => archivedSource(held.archive, keys, query, window, found, signal);
  if (archiveOnly || found.gaps.length === 0 || found.young) return archived();
  try {
    return await liveSource(account, query, window, signal);
  } catch (error) {
    const beyondLive =
      error instanceof UpstreamError ||
      (error instanceof AuditError && error.code === "export_needs_archive");
    if (beyondLive && found.some) return archived();
    throw error;
  }
}
