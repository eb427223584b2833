import { ACCESS_LOG_PARAMETERS, readAccessLogQuery } from "@/lib/audit/access-log";
import { readAccessLog } from "@/lib/server/events/access-log";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";
import { authorise } from "@/lib/server/identity";

export const GET = guarded(async (principal, request) => {
  // Before the parameters: to others nothing is told of them.
  authorise(principal, "administer");
  const query = readAccessLogQuery(readParameters(queryOf(request), ACCESS_LOG_PARAMETERS));
  return JSON.stringify(await readAccessLog(principal, query));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
