import { badParameter } from "@/lib/audit/errors";
import { parseStamp } from "@/lib/audit/time/stamp";
import { discrepantTexts } from "@/lib/server/events/discrepant-texts";
import { recordKnown } from "@/lib/server/events/known-discrepancy";
import { guarded, guardedChange, onlyThese } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";
import { authorise } from "@/lib/server/identity";

/** Both texts of one event. Its id is no part of the path: the archive's ids are of any length. */
export const GET = guarded(async (principal, request) => {
  const { account, id } = readParameters(queryOf(request), ["account", "id"]);
  if (id === null) throw badParameter("id", "id is the event's own.");
  return JSON.stringify(await discrepantTexts(principal, id, account));
});

/** Records it as known, or takes that back. `seen` is the moment that the archive's report tells of it. */
const change = (isKnown: boolean) =>
  guardedChange(async (principal, request) => {
    // Before the parameters: to others nothing is told of them.
    authorise(principal, "administer");
    const { account, id, seen } = readParameters(queryOf(request), ["account", "id", "seen"]);
    if (id === null) throw badParameter("id", "id is the event's own.");
    if (seen === null) throw badParameter("seen", "seen is the moment that the archive tells of it.");
    const at = parseStamp("seen", seen, "moment");
    return JSON.stringify(await recordKnown(principal, { id, seen: at }, account, isKnown));
  });

export const POST = change(true);
export const DELETE = change(false);

const others = onlyThese("GET, HEAD, POST, DELETE");
export const PUT = others;
export const PATCH = others;
export const OPTIONS = others;
