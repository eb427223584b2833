import "server-only";
import { badParameter } from "../../../audit/errors.ts";
import type { ExportFormat, ExportStatus } from "../../../audit/export.ts";
import type { Receipt } from "../../../audit/receipt.ts";
import { config } from "../../config.ts";
import { toIso } from "../../../audit/time/format.ts";
import { consoleStore } from "../../database/console-store.ts";

export interface NewExport {
  readonly id: string;
  readonly reader: string;
  readonly account: string;
  readonly query: string;
  readonly format: ExportFormat;
  readonly name: string;
}

interface End {
  readonly state: ExportStatus["state"];
  readonly events: number;
  readonly bytes: number;
  readonly total: number | null;
  readonly ended_at: number;
  readonly sha256?: string;
  readonly receipt?: string;
  readonly problem?: string;
}

const store = () => consoleStore(config().dataDir);

const used = () =>
  badParameter("export_id", "There is an export of this id already: each needs one of its own.");

/** Before anything is recorded; two of one moment are told apart by the row itself. */
export async function checkUnused(id: string): Promise<void> {
  if ((await findExport(id)) !== null) throw used();
}

/** What ended without a file, or never ended, proves nothing for longer; the receipt of a file is kept as long as the store. */
const UNFINISHED_KEPT_MS = 30 * 86_400_000;

/** 400 that names `export_id` when there is one of this id. Old rows of exports that came to nothing are swept out on the way. */
export async function insertExport(row: NewExport): Promise<void> {
  const console = await store();
  await console
    .deleteFrom("exports")
    .where("state", "!=", "done")
    .where("started_at", "<", Date.now() - UNFINISHED_KEPT_MS)
    .execute();
  const written = await console
    .insertInto("exports")
    .values({
      ...row,
      state: "running",
      events: 0,
      total: null,
      bytes: 0,
      sha256: null,
      receipt: null,
      problem: null,
      started_at: Date.now(),
      ended_at: null,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) throw used();
}

export async function updateExport(id: string, end: End): Promise<void> {
  await (await store()).updateTable("exports").set(end).where("id", "=", id).execute();
}

const parsed = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));

/** As the store knows it; how far a running one is only its process does. */
export async function findExport(id: string): Promise<ExportStatus | null> {
  const row = await (await store()).selectFrom("exports").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return null;
  const { started_at, ended_at, events, format, receipt, problem } = row;
  return {
    id: row.id,
    state: row.state,
    problem: parsed<ExportStatus["problem"]>(problem),
    reader: row.reader,
    account: row.account,
    query: row.query,
    format: format as ExportFormat,
    name: row.name,
    count: Number(events),
    total: row.total === null ? null : Number(row.total),
    bytes: Number(row.bytes),
    sha256: row.sha256,
    receipt: parsed<Receipt>(receipt),
    startedAt: toIso(Number(started_at)),
    endedAt: ended_at === null ? null : toIso(Number(ended_at)),
  };
}
