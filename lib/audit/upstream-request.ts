import type { EventQuery, ResolvedWindow } from "./query.ts";
import { toUpstreamStamp } from "./time/format.ts";

export interface UpstreamForm {
  /** Zone in which the upstream's zone-less times are meant (`AUDIT_UPSTREAM_ZONE`). */
  readonly zone: string;
  /** "" or "Z" (`AUDIT_UPSTREAM_DATE_SUFFIX`). */
  readonly dateSuffix: string;
  /** From 1; the upstream's own page, which need not be the reader's. */
  readonly page: number;
  /** 1 to 100. */
  readonly size: number;
}

/**
 * The text in the form that upstream compares: legal inside a JSON string. Lone surrogates become `\udxxx`, so that
 * percent-encoding it later never throws.
 */
export function escapeSearchText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What `escapeSearchText` was given. Throws SyntaxError for text that it never makes. */
export function unescapeSearchText(text: string): string {
  return JSON.parse(`"${text}"`) as string;
}

/**
 * The parameters of `GET /events` upstream, and none that it does not know: what `needsArchive` names must have been refused or
 * be applied elsewhere. `date_to` is always sent, so that new events do not shift the pages. Ask nothing for an empty window
 * (`isEmptyWindow`): its ends would be in the wrong order.
 */
export function toUpstreamParams(
  query: EventQuery,
  window: ResolvedWindow,
  form: UpstreamForm,
): URLSearchParams {
  const { zone, dateSuffix, page, size } = form;
  const params = new URLSearchParams();
  if (query.eventTypes.length > 0) params.append("event_type", query.eventTypes.join(","));
  if (window.from !== null)
    params.append("date_from", toUpstreamStamp(window.from, zone, dateSuffix, "from"));
  params.append("date_to", toUpstreamStamp(window.to, zone, dateSuffix, "to"));
  if (query.searchText !== null) params.append("search_text", escapeSearchText(query.searchText));
  params.append("page", String(page));
  params.append("size", String(size));
  return params;
}
