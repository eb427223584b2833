import { sql } from "kysely";
import type { AuditEvent } from "../../../audit/event.ts";
import { resourceKey, resourcesOf } from "../../../audit/resource.ts";
import { parts, type Trx } from "../db.ts";
import type { Dimension } from "../schema.ts";

/** What an event carries of each dimension. */
export type Values = Readonly<Record<Exclude<Dimension, "resource">, string | null>> & {
  readonly resource: readonly string[];
};

export interface Counted {
  readonly at: number | null;
  readonly values: Values;
}

/** An empty text is none. */
export const valuesOf = (event: AuditEvent): Values => ({
  type: event.type || null,
  user: event.userEmail || event.userId || null,
  ip: event.sourceIp || null,
  country: event.sourceCountry || null,
  source: event.source || null,
  resource: resourcesOf(event).map(resourceKey),
});

export const SINGLE = ["type", "user", "ip", "country", "source"] as const;
const DIMENSIONS: readonly Dimension[] = [...SINGLE, "resource"];

interface Tally {
  count: number;
  first: number | null;
}

export type Codes = Readonly<Record<Dimension, ReadonlyMap<string, number>>>;

/** Counts the events' values, gives new values their codes, and answers the code of each. `by` is −1 where events go. */
export async function countTerms(
  trx: Trx,
  account: string,
  events: readonly Counted[],
  by: 1 | -1 = 1,
): Promise<Codes> {
  const codes: Partial<Record<Dimension, ReadonlyMap<string, number>>> = {};
  for (const dimension of DIMENSIONS) {
    const tallies = tally(events, dimension, by);
    codes[dimension] = await codesOf(trx, account, dimension, [...tallies.keys()]);
    await save(trx, account, dimension, tallies, codes[dimension]);
  }
  return codes as Codes;
}

function tally(events: readonly Counted[], dimension: Dimension, by: 1 | -1): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { at, values } of events) {
    const carried = dimension === "resource" ? values.resource : [values[dimension]];
    for (const value of carried) {
      if (value === null) continue;
      const old = tallies.get(value);
      const first = old?.first == null || (at !== null && at < old.first) ? at : old.first;
      tallies.set(value, { count: (old?.count ?? 0) + by, first: first ?? old?.first ?? null });
    }
  }
  return tallies;
}

/** New values get the next codes, in the order in which they came. */
async function codesOf(
  trx: Trx,
  account: string,
  dimension: Dimension,
  values: readonly string[],
): Promise<Map<string, number>> {
  const codes = new Map<string, number>();
  if (values.length === 0) return codes;
  for (const part of parts(values)) {
    const known = await trx
      .selectFrom("terms")
      .select(["value", "code"])
      .where("account_id", "=", account)
      .where("dimension", "=", dimension)
      .where("value", "in", part)
      .execute();
    for (const { value, code } of known) codes.set(value, code);
  }
  if (codes.size === values.length) return codes;
  const { last } = await trx
    .selectFrom("terms")
    .select(({ fn }) => fn.max("code").as("last"))
    .where("account_id", "=", account)
    .where("dimension", "=", dimension)
    .executeTakeFirstOrThrow();
  let next = Number(last ?? 0);
  for (const value of values) if (!codes.has(value)) codes.set(value, ++next);
  return codes;
}

async function save(
  trx: Trx,
  account: string,
  dimension: Dimension,
  tallies: ReadonlyMap<string, Tally>,
  codes: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = [...tallies].map(([value, { count, first }]) => ({
    account_id: account,
    dimension,
    code: codes.get(value) ?? 0,
    value,
    first_s: first,
    count,
  }));
  for (const part of parts(rows)) {
    await trx
      .insertInto("terms")
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(["account_id", "dimension", "code"]).doUpdateSet({
          count: sql`terms.count + excluded.count`,
          first_s: sql`case when terms.first_s is null or excluded.first_s < terms.first_s
            then excluded.first_s else terms.first_s end`,
        }),
      )
      .execute();
  }
}

/** Removes values that no event carries any more. The highest code of a dimension stays, so that none is ever given twice. */
export async function forgetTerms(trx: Trx, account: string): Promise<void> {
  for (const dimension of DIMENSIONS) {
    await trx
      .deleteFrom("terms")
      .where("account_id", "=", account)
      .where("dimension", "=", dimension)
      .where("count", "<=", 0)
      .where("code", "<", ({ selectFrom, fn }) =>
        selectFrom("terms")
          .select(fn.max("code").as("last"))
          .where("account_id", "=", account)
          .where("dimension", "=", dimension),
      )
      .execute();
  }
}
