import "server-only";
import { randomUUID } from "node:crypto";
import { exportText } from "../../audit/access-log.ts";
import { EXPORT_FORMATS, exportName, type ExportRequest, PACKET_TYPE } from "../../audit/export.ts";
import { queryString } from "../../audit/links.ts";
import type { ResolvedWindow } from "../../audit/query.ts";
import type { Receipt } from "../../audit/receipt.ts";
import { writeQuery } from "../../audit/query-params.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import { config } from "../config.ts";
import { authorise, type Principal, record } from "../identity/index.ts";
import { type Asked, asked } from "./asked.ts";
import { brokenOff, exportBody } from "./export/body.ts";
import { encode } from "./export/encode.ts";
import { ExportAborted, ExportJob } from "./export/job.ts";
import { packed, type PackedFile } from "./export/packet.ts";
import { checkUnused } from "./export/rows.ts";
import { openSource } from "./export/source.ts";
import { currentAsOf } from "./list.ts";

export interface ExportPlan {
  readonly whom: Asked;
  readonly window: ResolvedWindow;
  /** The file's name and media type. */
  readonly name: string;
  readonly type: string;
}

export interface OpenedExport extends Pick<ExportPlan, "name" | "type"> {
  readonly id: string;
  readonly body: ReadableStream<Uint8Array>;
}

/** What an export would be. Refuses all that can be refused without asking anyone. */
export function planExport(principal: Principal, { query, format, packet }: ExportRequest): ExportPlan {
  authorise(principal, "export");
  const whom = asked(principal, query);
  const now = currentAsOf();
  const window = resolveWindow(query.time, Math.min(query.asOf ?? now, now));
  const name = exportName(
    whom.accounts.map((account) => account.name),
    window,
    format,
  );
  if (packet) return { whom, window, name: `${name}.zip`, type: PACKET_TYPE };
  return { whom, window, name, type: EXPORT_FORMATS[format].type };
}

/**
 * The whole result of a query as a file, written while it is read. Every export is recorded before its first byte, and can be
 * followed and cancelled by its id. What fails before that byte is thrown; what fails after breaks the body off.
 */
export async function exportEvents(
  principal: Principal,
  request: ExportRequest,
  signal?: AbortSignal,
): Promise<OpenedExport> {
  const plan = planExport(principal, request);
  const { whom, window, name, type } = plan;
  const { query, format } = request;
  const job = await beginJob(principal, request, plan);
  const leave = () => void job.abort(new ExportAborted("The browser went away."));
  signal?.addEventListener("abort", leave, { once: true });
  if (signal?.aborted) leave();
  const file = { id: job.row.id, name, type };
  try {
    job.admit();
    const source = await openSource(whom, query, window, job.signal);
    source.total.then(
      (total) => (job.total = total),
      () => {},
    );
    const data = encode(source.chunks, format, config().upstream.zone);
    // The packet's receipt and the export's are one.
    let made: Promise<Receipt> | undefined;
    const receipt = (count: number) => (made ??= source.receipt(count));
    const inner = name.replace(/\.zip$/, "");
    const receiptFile = async (found: PackedFile) =>
      JSON.stringify(job.statusOf({ name: inner, ...found }, await receipt(found.count)));
    const pieces = request.packet ? packed(data, inner, receiptFile) : data;
    return { ...file, body: exportBody(job, pieces, receipt) };
  } catch (error) {
    // Cancelled before the first byte: it breaks off as it would after.
    if (job.signal.aborted) return { ...file, body: brokenOff(job.signal) };
    await job.fail(error);
    throw error;
  }
}

/** The record of the access, one an account, and the export's own row. */
async function beginJob(
  principal: Principal,
  { query, format, packet, id: given }: ExportRequest,
  { whom, window, name }: ExportPlan,
): Promise<ExportJob> {
  const id = given ?? randomUUID();
  await checkUnused(id);
  const text = exportText(query, window.asOf, format, id, packet);
  for (const { apiKey } of whom.accounts)
    await record(principal, { verb: "export", account: apiKey, query: text });
  return ExportJob.begin({
    id,
    reader: principal.user,
    account: query.account === "*" ? "*" : whom.accounts[0].apiKey,
    query: queryString(writeQuery({ ...query, asOf: window.asOf })),
    format,
    name,
  });
}
