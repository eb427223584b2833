import { writeListPage } from "@/lib/audit/list-page";
import { parseQuery } from "@/lib/audit/query-params";
import { listEvents } from "@/lib/server/events/list";
import { notAllowed, route } from "@/lib/server/http/route";
import { requirePrincipal } from "@/lib/server/identity";

export const GET = route(async (request) => {
  const principal = await requirePrincipal(request);
  const query = parseQuery(new URL(request.url).searchParams);
  const { events, page, receipt } = await listEvents(principal, query, request.signal);
  return writeListPage(events, page, receipt);
});

export const POST = notAllowed("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
export const OPTIONS = POST;
