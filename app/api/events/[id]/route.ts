import { getEvent } from "@/lib/server/events/get";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";

interface Context {
  params: Promise<{ id: string }>;
}

/** The event's bytes alone, as the upstream sent them. */
export const GET = guarded(async (principal, request, { params }: Context) => {
  const { account } = readParameters(queryOf(request), ["account"]);
  const { event } = await getEvent(principal, (await params).id, account, request.signal);
  return event.raw;
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
