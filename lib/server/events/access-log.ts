import "server-only";
import { type AccessLog, type AccessLogQuery, accessLogText } from "../../audit/access-log.ts";
import { authorise, findAccessRecords, identity, type Principal, record } from "../identity/index.ts";

/** Who looked at what: for admins, whatever accounts they are granted. Reading it is itself recorded, before it is read. */
export async function readAccessLog(principal: Principal, query: AccessLogQuery): Promise<AccessLog> {
  authorise(principal, "administer");
  await record(principal, { verb: "access_log", account: null, query: accessLogText(query) });
  return findAccessRecords((await identity()).store, query);
}
