import { badParameter } from "@/lib/audit/errors";
import { discrepantTexts } from "@/lib/server/events/discrepant-texts";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";

/** Both texts of one event. Its id is no part of the path: the archive's ids are of any length. */
export const GET = guarded(async (principal, request) => {
  const { account, id } = readParameters(queryOf(request), ["account", "id"]);
  if (id === null) throw badParameter("id", "id is the event's own.");
  return JSON.stringify(await discrepantTexts(principal, id, account));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
