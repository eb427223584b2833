import { parseIp } from "../../../audit/ip.ts";
import { parseResourceKey, resourceKey } from "../../../audit/resource-kind.ts";
import type { Question } from "../archive.ts";
import { allCodesBut, bothCodes, type CodeSet, type ColumnFilter, onlyCodes } from "../columns/filter.ts";
import type { Trx } from "../db.ts";
import type { AccountColumns } from "./account-columns.ts";

/** A question in one account's codes, its text apart. What no event of the account carries is an empty set: nothing passes. */
export async function compile(trx: Trx, account: AccountColumns, question: Question): Promise<ColumnFilter> {
  const codes: { -readonly [Name in keyof ColumnFilter["codes"]]: CodeSet } = {};
  const type = await typeSet(trx, account, question);
  if (type !== null) codes.type = type;
  for (const name of ["user", "country", "source", "resource"] as const) {
    const values = name === "resource" ? question.resource.map(asNamed) : question[name];
    if (values.length === 0) continue;
    const terms = await account.termsOf(trx, name);
    codes[name] = onlyCodes(terms.codesOf(values), terms.size);
  }
  if (question.ip.length > 0) {
    const terms = await account.termsOf(trx, "ip");
    const blocks = question.ip.map(parseIp).filter((block) => block !== null);
    codes.ip = onlyCodes(new Set(blocks.flatMap((block) => terms.codesWithin(block))), terms.size);
  }
  return { ...windowOf(question), codes, seqs: null };
}

/** The window in whole seconds. */
export const windowOf = ({ from, to }: Pick<Question, "from" | "to">): { from: number; to: number } => ({
  from: from === null ? -Infinity : Math.ceil(from / 1000),
  to: Math.floor(to / 1000),
});

/** One number is written with and without `+`; events are kept without. */
function asNamed(key: string): string {
  const id = parseResourceKey(key);
  return id?.kind === "number" ? resourceKey({ kind: "number", value: id.value.replace("+", "") }) : key;
}

async function typeSet(
  trx: Trx,
  account: AccountColumns,
  { eventTypes, excludeEventTypes }: Question,
): Promise<CodeSet | null> {
  if (eventTypes.length === 0 && excludeEventTypes.length === 0) return null;
  const terms = await account.termsOf(trx, "type");
  const but = allCodesBut(terms.codesOf(excludeEventTypes), terms.size);
  return eventTypes.length === 0 ? but : bothCodes(onlyCodes(terms.codesOf(eventTypes), terms.size), but);
}
