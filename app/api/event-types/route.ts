import { listEventTypes } from "@/lib/server/events/types";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";

export const GET = guarded(async (principal, request) => {
  const { account } = readParameters(queryOf(request), ["account"]);
  return JSON.stringify(await listEventTypes(principal, account, request.signal));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
