import "server-only";
import { AuditError, type Problem, toProblem } from "../../audit/errors.ts";
import { log } from "../log.ts";
import { newRequestId } from "./route.ts";

/** A failure as a page shows it: the same problem a route would have answered with. */
export function pageProblem(error: unknown, where: string): Problem {
  const requestId = newRequestId();
  if (error instanceof AuditError) return toProblem(error, requestId);
  log("error", "unexpected failure", {
    requestId,
    where,
    cause: String(error instanceof Error ? error.stack : error),
  });
  return toProblem(new AuditError("internal", "The console failed. The log tells why."), requestId);
}
