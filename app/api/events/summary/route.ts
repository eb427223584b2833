import { parseQuery } from "@/lib/audit/query-params";
import { FACET_PARAMETERS, readFacetQuery } from "@/lib/audit/summary";
import { summariseEvents } from "@/lib/server/events/summarise";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf } from "@/lib/server/http/parameters";

/** Total, histogram and facets of a query. */
export const GET = guarded(async (principal, request) => {
  const params = queryOf(request);
  const query = parseQuery(params, { extra: FACET_PARAMETERS });
  return JSON.stringify(await summariseEvents(principal, query, readFacetQuery(params)));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
