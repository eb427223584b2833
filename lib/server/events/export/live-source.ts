import "server-only";
import { AuditError } from "../../../audit/errors.ts";
import { MOST_LIVE } from "../../../audit/export.ts";
import type { EventQuery, ResolvedWindow } from "../../../audit/query.ts";
import { formatCount } from "../../../audit/time/format.ts";
import { isEmptyWindow } from "../../../audit/time/window.ts";
import { toUpstreamParams } from "../../../audit/upstream-request.ts";
import { config } from "../../config.ts";
import { type Account, noteSeenTypes, upstream } from "../../vonage/index.ts";
import { newCall } from "../call.ts";
import { type ReadPage, readPage } from "../read-page.ts";
import { liveReceipt } from "../receipts.ts";
import type { ExportSource } from "./source.ts";

const SIZE = 100;

/** A query's events from the upstream, page after page, with its end pinned. 400 `export_needs_archive` above `MOST_LIVE`. */
export async function liveSource(
  account: Account,
  query: EventQuery,
  window: ResolvedWindow,
  signal: AbortSignal,
): Promise<ExportSource> {
  const page = pager(account, query, window, signal);
  const first = isEmptyWindow(window) ? { events: [], total: 0, shifted: false } : await page(1);
  if (first.total > MOST_LIVE)
    throw new AuditError(
      "export_needs_archive",
      `${formatCount(first.total)} events match. Without an archive of this window at most ${formatCount(MOST_LIVE)} can be exported: choose a shorter one.`,
    );

  let shifted = first.shifted;
  async function* texts(): AsyncGenerator<readonly string[]> {
    const seen = new Set<string>();
    let read: ReadPage = first;
    for (let number = 1; ; number++) {
      const { total } = read;
      const fresh = read.events.filter(({ id }) => !seen.has(id) && seen.add(id));
      noteSeenTypes(account, fresh);
      yield fresh.map(({ raw }) => raw);
      if (number * SIZE >= total) break;
      read = await page(number + 1, total);
      shifted ||= read.shifted || read.total !== total;
    }
    if (seen.size < first.total)
      throw new AuditError(
        "upstream_malformed",
        `Vonage counted ${formatCount(first.total)} events, and its pages held ${formatCount(seen.size)} of them.`,
      );
  }

  return {
    total: Promise.resolve(first.total),
    chunks: texts(),
    receipt: async (counted) =>
      liveReceipt(window, {
        counted,
        complete: !shifted,
        reason: shifted ? "shifted" : null,
        arrivedSince: null,
      }),
  };
}

function pager(account: Account, query: EventQuery, window: ResolvedWindow, signal: AbortSignal) {
  const { zone, dateSuffix } = config().upstream;
  const newestFirst = query.sort === "-created_at";
  return (number: number, knownTotal?: number): Promise<ReadPage> => {
    // A deadline for each page: it is the page that is asked for and answered, not the whole.
    const call = newCall(signal);
    return readPage(
      account,
      { newestFirst, number, size: SIZE },
      async (page, size) => {
        const params = toUpstreamParams(query, window, { zone, dateSuffix, page, size });
        const answer = await upstream(account).listEvents(params, call);
        return { events: answer.events, total: answer.page.totalElements };
      },
      knownTotal,
    );
  };
}
