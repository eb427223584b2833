import { parseCount } from "@/lib/audit/query-values";
import { resourceTimeline } from "@/lib/server/events/timeline";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";

interface Context {
  params: Promise<{ kind: string; value: string }>;
}

/** All that happened to one thing, a page of its events at a time. */
export const GET = guarded(async (principal, request, { params }: Context) => {
  const { account, page } = readParameters(queryOf(request), ["account", "page"]);
  const { kind, value } = await params;
  const number = page === null ? 1 : parseCount("page", page, 1_000_000);
  return JSON.stringify(await resourceTimeline(principal, { kind, value, account, page: number }));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
