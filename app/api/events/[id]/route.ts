import { getEvent } from "@/lib/server/events/get";
import { readParameters } from "@/lib/server/http/parameters";
import { notAllowed, route } from "@/lib/server/http/route";
import { requirePrincipal } from "@/lib/server/identity";

interface Context {
  params: Promise<{ id: string }>;
}

/** The event's bytes alone, as the upstream sent them. */
export const GET = route(async (request, { params }: Context) => {
  const principal = await requirePrincipal(request);
  const { account } = readParameters(request.url, ["account"]);
  const { event } = await getEvent(principal, (await params).id, account, request.signal);
  return event.raw;
});

export const POST = notAllowed("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
export const OPTIONS = POST;
