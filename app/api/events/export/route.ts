import { readExportRequest } from "@/lib/audit/export";
import { exportEvents, planExport } from "@/lib/server/events/export";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf } from "@/lib/server/http/parameters";

const headersOf = ({ name, type }: { name: string; type: string }) => ({
  "content-type": type,
  "content-disposition": `attachment; filename="${name}"`,
});

/** The whole result as a file, streamed. What became of it is told by what `Link` names. */
export const GET = guarded(async (principal, request) => {
  const asked = readExportRequest(queryOf(request));
  const { body, id, ...file } = await exportEvents(principal, asked, request.signal);
  return new Response(body, {
    headers: { ...headersOf(file), link: `</api/exports/${id}>; rel="describedby"` },
  });
});

/** The head of the file alone, so nothing is begun. */
export const HEAD = guarded(async (principal, request) => {
  const file = planExport(principal, readExportRequest(queryOf(request)));
  return new Response(null, { headers: headersOf(file) });
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
