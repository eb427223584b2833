import "server-only";
import { AuditError } from "../../audit/errors.ts";
import { type Principal, requirePrincipal } from "../identity/index.ts";
import { route } from "./route.ts";

/** A JSON route for signed-in readers: 401 before anything else is looked at. `answer` gives the body's exact text. */
export const guarded = <Context = unknown>(
  answer: (principal: Principal, request: Request, context: Context) => Promise<string>,
) => route<Context>(async (request, context) => answer(await requirePrincipal(request), request, context));

/** For the methods that a route of reading does not offer. Without a session it tells nothing, not even that. */
export const onlyRead = guarded(() => {
  throw new AuditError("method_not_allowed", "Only GET and HEAD are offered here.");
});
