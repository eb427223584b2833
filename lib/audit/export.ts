import { EXPORT_WORDS } from "./access-log.ts";
import { badParameter } from "./errors.ts";
import type { Instant } from "./event.ts";
import { queryString } from "./links.ts";
import { parseQuery, writeQuery } from "./query-params.ts";
import type { EventQuery, ResolvedWindow } from "./query.ts";
import type { Receipt } from "./receipt.ts";

/** What an export can be written as. `means` is said beside the choice. */
export const EXPORT_FORMATS = {
  csv: { label: "CSV", means: "fixed columns, formulas neutralised", type: "text/csv; charset=utf-8" },
  ndjson: {
    label: "NDJSON",
    means: "one event a line, as sent",
    type: "application/x-ndjson; charset=utf-8",
  },
  json: { label: "JSON", means: "one array, as sent", type: "application/json; charset=utf-8" },
} as const;

export type ExportFormat = keyof typeof EXPORT_FORMATS;

export const PACKET_TYPE = "application/zip";

/** Without an archive the upstream is read page by page: above this nobody would wait for the end. */
export const MOST_LIVE = 10_000;

/** An export as `GET /api/exports/{id}` tells it, and as its receipt file keeps it. */
export interface ExportStatus {
  readonly id: string;
  readonly state: "running" | "done" | "aborted" | "failed";
  /** Why it failed. */
  readonly problem: { readonly code: string; readonly detail: string } | null;
  /** Who asked for it. */
  readonly reader: string;
  /** API key; `*`: every account of the reader. */
  readonly account: string;
  /** The question in the API's own words, as it was asked. */
  readonly query: string;
  readonly format: ExportFormat;
  /** The file's name. */
  readonly name: string;
  /** Events written so far. */
  readonly count: number;
  /** Events there are to write; `null` while they are not counted. */
  readonly total: number | null;
  readonly bytes: number;
  /** Of the whole file, hex; `null` unless it is done. */
  readonly sha256: string | null;
  /** What the file holds; `null` unless it is done. */
  readonly receipt: Receipt | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface ExportRequest {
  readonly query: EventQuery;
  readonly format: ExportFormat;
  /** A review packet: one ZIP of the file and its receipt. */
  readonly packet: boolean;
  /** The caller's own; `null`: one is made. */
  readonly id: string | null;
}

// Not dots alone: an address cannot end in them.
const ID = /^(?!\.+$)[A-Za-z0-9._-]{1,64}$/;

/** Reads the parameters of an export. Throws `bad_parameter`; `page` and `size` would promise a part of what is the whole. */
export function readExportRequest(params: Iterable<readonly [string, string]>): ExportRequest {
  const pairs = [...params];
  const query = parseQuery(pairs, { extra: EXPORT_WORDS });
  const given = (name: string) => pairs.find(([one]) => one === name)?.[1] ?? null;
  for (const name of ["page", "size"])
    if (given(name) !== null) throw badParameter(name, "An export is the whole result: it has no pages.");
  const format = given("format");
  const formats = Object.keys(EXPORT_FORMATS).join(", ");
  if (format === null) throw badParameter("format", `format must be given: one of ${formats}.`);
  if (!Object.hasOwn(EXPORT_FORMATS, format)) throw badParameter("format", `format is one of ${formats}.`);
  const packet = given("packet");
  if (packet !== null && packet !== "1") throw badParameter("packet", "packet is 1, or left out.");
  const id = given("export_id");
  if (id !== null && !ID.test(id))
    throw badParameter("export_id", "export_id is 1 to 64 of A-Z a-z 0-9 . _ -");
  return { query, format: format as ExportFormat, packet: packet !== null, id };
}

/** `/api/events/export?…` for a question as it stands: its window moves no more. */
export function exportHref(
  query: EventQuery,
  asOf: Instant,
  { format, packet }: Pick<ExportRequest, "format" | "packet">,
  id: string,
): string {
  const params = writeQuery({ ...query, page: 1, size: 30, asOf });
  params.set("format", format);
  if (packet) params.set("packet", "1");
  params.set("export_id", id);
  return `/api/events/export?${queryString(params)}`;
}

const compact = (at: Instant) =>
  new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(/[-:]/g, "");

/** `acme-production-20261024T000000Z-20261121T075410Z.csv`; without a beginning only the end stands there. */
export function exportName(
  accounts: readonly string[],
  { from, to }: Pick<ResolvedWindow, "from" | "to">,
  format: ExportFormat,
): string {
  const [only = "events"] = accounts;
  const account = accounts.length > 1 ? "all-accounts" : only;
  const plain = account
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  const parts = [plain || "events", from === null ? "until" : compact(from), compact(to)];
  return `${parts.join("-")}.${format}`;
}
