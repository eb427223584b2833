import "server-only";
import { AuditError } from "../../audit/errors.ts";
import { log } from "../log.ts";
import { assertOwnSite, identity, type Principal, requirePrincipal } from "../identity/index.ts";
import { type Body, route } from "./route.ts";

type Answer<Context> = (principal: Principal, request: Request, context: Context) => Promise<Body>;

/** A JSON route for signed-in readers: 401 before anything else is looked at. `answer` gives the body's exact text. */
export const guarded = <Context = unknown>(answer: Answer<Context>) =>
  route<Context>(async (request, context) => {
    const principal = await requirePrincipal(request);
    try {
      return await answer(principal, request, context);
    } catch (error) {
      noteRefusal(principal, request, error);
      throw error;
    }
  });

/** A refusal for want of a right is no reading, so it has no access record: the log keeps it (ASVS 5.0, 16.3.2). */
function noteRefusal({ user }: Principal, request: Request, error: unknown): void {
  if (!(error instanceof AuditError && error.status === 403)) return;
  log("warn", "refused", {
    code: error.code,
    reader: user,
    method: request.method,
    where: new URL(request.url).pathname.slice(0, 200),
  });
}

/** The same for what changes something: a page of another site may not ask for it, whatever cookies the browser sends along. */
export const guardedChange = <Context = unknown>(answer: Answer<Context>) =>
  guarded<Context>(async (principal, request, context) => {
    assertOwnSite(request.headers, (await identity()).origin);
    return answer(principal, request, context);
  });

/** For the methods that a route does not offer. Without a session it tells nothing, not even that. */
export const onlyThese = (methods: string) => {
  const refuse = guarded(() => {
    throw new AuditError("method_not_allowed", `Offered here: ${methods}.`);
  });
  return async (request: Request, context: unknown): Promise<Response> => {
    const response = await refuse(request, context);
    if (response.status === 405) response.headers.set("allow", methods);
    return response;
  };
};

/** For the other methods of a route of reading. */
export const onlyRead = onlyThese("GET, HEAD");
