import { AuditError } from "@/lib/audit/errors";
import { route } from "@/lib/server/http/route";

/** An address of the API that is none: a problem like every other, never a page. */
const nothing = route(() =>
  Promise.reject(new AuditError("not_found", "The API has nothing at this address.")),
);

export {
  nothing as DELETE,
  nothing as GET,
  nothing as OPTIONS,
  nothing as PATCH,
  nothing as POST,
  nothing as PUT,
};
