import { badParameter } from "@/lib/audit/errors";
import { parseQuery } from "@/lib/audit/query-params";
import { parseStamp } from "@/lib/audit/time/stamp";
import { countArrived } from "@/lib/server/events/count-arrived";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf } from "@/lib/server/http/parameters";

/** How many events of a list's query are newer than `since`. */
export const GET = guarded(async (principal, request) => {
  const params = queryOf(request);
  const query = parseQuery(params, { extra: ["since"] });
  const since = params.get("since");
  if (since === null) throw badParameter("since", "since says after which moment, so it must be given.");
  const moment = parseStamp("since", since, "to");
  return JSON.stringify(await countArrived(principal, query, moment, request.signal));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
