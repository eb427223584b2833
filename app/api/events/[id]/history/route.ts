import { getHistory } from "@/lib/server/events/history";
import { guarded, onlyRead } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";

interface Context {
  params: Promise<{ id: string }>;
}

export const GET = guarded(async (principal, request, { params }: Context) => {
  const { account } = readParameters(queryOf(request), ["account"]);
  return JSON.stringify(await getHistory(principal, (await params).id, account, request.signal));
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
