import { parseQuery } from "@/lib/audit/query-params";
import { findFirstSeen } from "@/lib/server/events/first-seen";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf } from "@/lib/server/http/parameters";

/** What on the page of a list was first seen lately. */
export const GET = guarded(async (principal, request) =>
  JSON.stringify(await findFirstSeen(principal, parseQuery(queryOf(request)))),
);

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
