import { listEventTypes } from "@/lib/server/events/types";
import { readParameters } from "@/lib/server/http/parameters";
import { notAllowed, route } from "@/lib/server/http/route";
import { requirePrincipal } from "@/lib/server/identity";

export const GET = route(async (request) => {
  const principal = await requirePrincipal(request);
  const { account } = readParameters(request.url, ["account"]);
  return JSON.stringify(await listEventTypes(principal, account, request.signal));
});

export const POST = notAllowed("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
export const OPTIONS = POST;
