import type { ExportStatus } from "@/lib/audit/export";
import { cancelExport, readExport } from "@/lib/server/events/exports";
import { guarded, guardedChange, onlyThese } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";

interface Context {
  params: Promise<{ id: string }>;
}

/** In lines: saved as a file, it is the receipt that a person reads beside the data. */
const text = (status: ExportStatus): string => `${JSON.stringify(status, null, 2)}\n`;

export const GET = guarded(async (principal, request, { params }: Context) => {
  readParameters(queryOf(request), []);
  return text(await readExport(principal, (await params).id));
});

export const DELETE = guardedChange(async (principal, request, { params }: Context) => {
  readParameters(queryOf(request), []);
  return text(await cancelExport(principal, (await params).id));
});

const notOffered = onlyThese("GET, HEAD, DELETE");
export const POST = notOffered;
export const PUT = notOffered;
export const PATCH = notOffered;
export const OPTIONS = notOffered;
