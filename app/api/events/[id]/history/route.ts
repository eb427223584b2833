import { getHistory } from "@/lib/server/events/history";
import { readParameters } from "@/lib/server/http/parameters";
import { notAllowed, route } from "@/lib/server/http/route";
import { requirePrincipal } from "@/lib/server/identity";

interface Context {
  params: Promise<{ id: string }>;
}

export const GET = route(async (request, { params }: Context) => {
  const principal = await requirePrincipal(request);
  const { account } = readParameters(request.url, ["account"]);
  return JSON.stringify(await getHistory(principal, (await params).id, account, request.signal));
});

export const POST = notAllowed("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
export const OPTIONS = POST;
