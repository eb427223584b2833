import "server-only";
import { AuditError } from "../../audit/errors.ts";
import type { ExportStatus } from "../../audit/export.ts";
import { may, type Principal } from "../identity/index.ts";
import { ExportAborted, runningExport } from "./export/job.ts";
import { findExport } from "./export/rows.ts";

const LOST = { code: "internal", detail: "The console stopped while this export ran." } as const;

/** How an export stands; 404 for whoever neither asked for it nor is an admin. Not recorded: nothing of an event is in it. */
export async function readExport(principal: Principal, id: string): Promise<ExportStatus> {
  const found = await findExport(id);
  if (found === null || (found.reader !== principal.user && !may(principal, "administer")))
    throw new AuditError("not_found", "There is no export of this id, or it is another reader's.");
  if (found.state !== "running") return found;
  const job = runningExport(id);
  if (job !== undefined) return { ...found, count: job.count, bytes: job.bytes, total: job.total };
  // It may have ended between the two looks.
  const again = await findExport(id);
  if (again !== null && again.state !== "running") return again;
  return { ...found, state: "failed", problem: LOST };
}

/** Ends an export early, and tells how it stands then; one that has ended stays as it is. */
export async function cancelExport(principal: Principal, id: string): Promise<ExportStatus> {
  await readExport(principal, id);
  await runningExport(id)?.abort(new ExportAborted("It was cancelled."));
  return readExport(principal, id);
}
