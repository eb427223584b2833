import { ARCHIVE_ACTS, type ArchiveAct } from "@/lib/audit/archive-report";
import { AuditError } from "@/lib/audit/errors";
import { parseStamp } from "@/lib/audit/time/stamp";
import { assertOrder } from "@/lib/audit/time/window";
import { actOnArchive } from "@/lib/server/events/archive-acts";
import { guardedChange, onlyThese } from "@/lib/server/http/guarded";
import { queryOf, readParameters } from "@/lib/server/http/parameters";
import { authorise } from "@/lib/server/identity";

interface Context {
  params: Promise<{ act: string }>;
}

/** `pause`, `resume`, `verify`, and `retry`, which takes the ends of a span. A verification goes on behind its answer: 202. */
export const POST = guardedChange(async (principal, request, { params }: Context) => {
  const act = readAct((await params).act);
  // Before the parameters: to others nothing is told of them.
  authorise(principal, "administer");
  const asked = readParameters(
    queryOf(request),
    act === "retry" ? ["account", "date_from", "date_to"] : ["account"],
  );
  const from = asked.date_from == null ? null : parseStamp("date_from", asked.date_from, "from");
  const to = asked.date_to == null ? null : parseStamp("date_to", asked.date_to, "to");
  assertOrder(from, to);
  const answer = await actOnArchive(principal, act, asked.account, { from, to });
  return { text: JSON.stringify(answer), status: act === "verify" ? 202 : 200 };
});

function readAct(word: string): ArchiveAct {
  const act = ARCHIVE_ACTS.find((one) => one === word);
  if (act === undefined) throw new AuditError("not_found", "The archive offers nothing of this name.");
  return act;
}

const onlyPost = onlyThese("POST");
export const GET = onlyPost;
export const PUT = onlyPost;
export const PATCH = onlyPost;
export const DELETE = onlyPost;
export const OPTIONS = onlyPost;
