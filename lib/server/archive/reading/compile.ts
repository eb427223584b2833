import { parseIp } from "../../../audit/ip.ts";
import { parseResourceKey, resourceKey } from "../../../audit/resource-kind.ts";
import type { Question } from "../archive.ts";
import {
  allCodesBut,
  bothCodes,
  type CodeSet,
  type ColumnFilter,
  type DimensionName,
  onlyCodes,
} from "../columns/filter.ts";
import type { Trx } from "../db.ts";
import type { AccountColumns } from "./account-columns.ts";
import type { Terms } from "./terms.ts";

/** A question in one account's codes, its text apart. What no event of the account carries is an empty set: nothing passes. */
export async function compile(trx: Trx, account: AccountColumns, question: Question): Promise<ColumnFilter> {
  const codes: { -readonly [Name in keyof ColumnFilter["codes"]]: CodeSet } = {};
  for (const { name, only, but } of wishesOf(question)) {
    if (only.length === 0 && but.length === 0) continue;
    const terms = await account.termsOf(trx, name);
    const codesOf = name === "ip" ? codesWithin : (values: readonly string[]) => terms.codesOf(values);
    const wanted = only.length === 0 ? null : onlyCodes(codesOf(only, terms), terms.size);
    const rest = but.length === 0 ? null : allCodesBut(codesOf(but, terms), terms.size);
    const set = wanted && rest ? bothCodes(wanted, rest) : (wanted ?? rest);
    if (set !== null) codes[name] = set;
  }
  const none = question.excludeResource.map(asNamed);
  const named = none.length === 0 ? null : await account.termsOf(trx, "resource");
  const noResource = named && onlyCodes(named.codesOf(none), named.size).pass;
  return { ...windowOf(question), codes, noResource, seqs: null };
}

interface Wish {
  readonly name: DimensionName;
  readonly only: readonly string[];
  readonly but: readonly string[];
}

/** What is asked of each column. A row may name several resources, so those left out are no set of passing codes. */
const wishesOf = (question: Question): Wish[] => [
  { name: "type", only: question.eventTypes, but: question.excludeEventTypes },
  { name: "user", only: question.user, but: question.excludeUser },
  { name: "ip", only: question.ip, but: question.excludeIp },
  { name: "country", only: question.country, but: question.excludeCountry },
  { name: "source", only: question.source, but: question.excludeSource },
  { name: "resource", only: question.resource.map(asNamed), but: [] },
];

const codesWithin = (values: readonly string[], terms: Terms): Set<number> => {
  const blocks = values.map(parseIp).filter((block) => block !== null);
  return new Set(blocks.flatMap((block) => terms.codesWithin(block)));
};

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
