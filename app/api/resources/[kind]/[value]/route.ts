import { parseStamp } from "@/lib/audit/time/stamp";
import { resourceState } from "@/lib/server/events/state";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";

interface Context {
  params: Promise<{ kind: string; value: string }>;
}

/** What is known of one thing at a moment. */
export const GET = guarded(async (principal, request, { params }: Context) => {
  const { account, at } = readParameters(queryOf(request), ["account", "at"]);
  const { kind, value } = await params;
  const moment = at === null ? null : parseStamp("at", at, "to");
  return JSON.stringify(await resourceState(principal, { kind, value, account, at: moment }));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
