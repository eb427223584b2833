import { reportArchive } from "@/lib/server/events/archive-report";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";

export const GET = guarded(async (principal, request) => {
  const { account } = readParameters(queryOf(request), ["account"]);
  return JSON.stringify(await reportArchive(principal, account));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
