import { AuditError } from "@/lib/audit/errors";
import { guarded } from "@/lib/server/http/guarded";

/** An address of the API that is none: a problem like every other, never a page. */
export const GET = guarded(() => {
  throw new AuditError("not_found", "The API has nothing at this address.");
});

export const POST = GET;
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
export const OPTIONS = GET;
