import type { AuditEvent } from "../../audit/event.ts";
import { toUpstreamStamp } from "../../audit/time/format.ts";
import { type Account, Deadline, upstream } from "../vonage/index.ts";
import type { Span } from "./span.ts";

export const PAGE_SIZE = 100;

export interface SourcePage {
  /** In the order received; an id stands once. */
  readonly events: readonly AuditEvent[];
  /** Other bytes for ids of this page. */
  readonly conflicting: readonly AuditEvent[];
  /** Entries of the page, repeated ones included. */
  readonly received: number;
  readonly total: number;
  /** Entries of a full page, which the upstream may limit. */
  readonly size: number;
}

/** Where events come from. Rejects with `UpstreamError`, or the signal's reason. */
export interface Source {
  /** Pages count from 1, in the upstream's own order. */
  page(span: Span, number: number, size?: number): Promise<SourcePage>;
}

export interface SourceSettings {
  readonly zone: string;
  readonly dateSuffix: string;
  readonly signal: AbortSignal;
}

/** Nobody waits for these calls, and half of the rate may be less than one a second. */
const CALL_MS = 120_000;
const NOTHING: SourcePage = { events: [], conflicting: [], received: 0, total: 0, size: PAGE_SIZE };

/** One account's Audit API, asked in the background: everybody who waits for an answer goes first. */
export function upstreamSource(account: Account, { zone, dateSuffix, signal }: SourceSettings): Source {
  return {
    async page(span, number, size = PAGE_SIZE) {
      const to = toUpstreamStamp(span.to, zone, dateSuffix, "to");
      const from = span.from === null ? null : toUpstreamStamp(span.from, zone, dateSuffix, "from");
      // Inside the hour that the clocks repeat no event can stand: its times are read as those of the hour before.
      if (from !== null && from > to) return NOTHING;
      const params = new URLSearchParams({
        ...(from !== null && { date_from: from }),
        date_to: to,
        page: String(number),
        size: String(size),
      });
      const options = { background: true, signal, deadline: new Deadline(CALL_MS) };
      const { page, ...rest } = await upstream(account).listEvents(params, options);
      return { ...rest, total: page.totalElements, size: page.size };
    },
  };
}

/** How many events the upstream has in a window: one call. */
export const countAt = async (source: Source, span: Span): Promise<number> =>
  (await source.page(span, 1, 1)).total;
