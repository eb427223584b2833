import "server-only";

import type { AccessLog, AccessLogQuery, AccessVerb } from "../../audit/access-log.ts";
import { toIso } from "../../audit/time/format.ts";
import type { ConsoleStore } from "../database/open-store.ts";

const SECOND = 1000;

/** One page of the access record, newest first, with the true total also past the end. */
export async function findAccessRecords(store: ConsoleStore, query: AccessLogQuery): Promise<AccessLog> {
  const { user, from, to, upTo, page: number, size } = query;
  const latest = await store
    .selectFrom("access_records")
    .select(({ fn }) => fn.max("id").as("id"))
    .executeTakeFirstOrThrow();
  // Also where nothing is pinned: a record that is written meanwhile is not counted on one page and missing on the next.
  const end = upTo ?? Number(latest.id ?? 0);
  let asked = store.selectFrom("access_records").where("id", "<=", end);
  if (user !== null) asked = asked.where("reader", "=", user);
  if (from !== null) asked = asked.where("at", ">=", from);
  // Ends are whole seconds, records lie between them.
  if (to !== null) asked = asked.where("at", "<", to + SECOND);

  const { total } = await asked
    .select(({ fn }) => fn.countAll<number | string | bigint>().as("total"))
    .executeTakeFirstOrThrow();
  const rows = await asked
    .select(["at", "reader", "verb", "account", "query", "address"])
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(size)
    .offset((number - 1) * size)
    .execute();
  const totalElements = Number(total);
  return {
    upTo: end,
    records: rows.map(({ at, reader, verb, query: text, account, address }) => ({
      at: toIso(Number(at)),
      reader,
      // Only `AccessVerb`s are ever written; one of a later version still reads as what it says.
      verb: verb as AccessVerb,
      query: text,
      account,
      address,
    })),
    page: { number, size, totalElements, totalPages: Math.ceil(totalElements / size) },
  };
}
