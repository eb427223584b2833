import { writeListPage } from "@/lib/audit/list-page";
import { parseQuery } from "@/lib/audit/query-params";
import { listEvents } from "@/lib/server/events/list";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf } from "@/lib/server/http/parameters";

export const GET = guarded(async (principal, request) => {
  const query = parseQuery(queryOf(request));
  return writeListPage(await listEvents(principal, query, request.signal));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
