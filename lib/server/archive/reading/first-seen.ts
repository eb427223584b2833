import type { FirstSeen, Question, Seen } from "../archive.ts";
import type { DimensionName } from "../columns/filter.ts";
import type { Db, Trx } from "../db.ts";
import type { AccountColumns } from "./account-columns.ts";
import { windowOf } from "./compile.ts";
import { accountsOf, inView, type ReadingOptions } from "./view.ts";

/** When each of these values was first seen in any of the accounts, in ms. */
export const firstSeenOf = (
  db: Db,
  options: ReadingOptions,
  keys: readonly string[],
  seen: Seen,
): Promise<FirstSeen> =>
  inView(db, options, async (view) => {
    const accounts = await accountsOf(view, keys);
    const of = async (name: keyof Seen) => {
      const firsts = await firstSeen(view.trx, accounts, name, seen[name]);
      return Object.fromEntries([...firsts].map(([value, at]) => [value, at * 1000]));
    };
    return { user: await of("user"), ip: await of("ip"), country: await of("country") };
  });

/** When each value was first seen in any of the accounts, in seconds. */
export async function firstSeen(
  trx: Trx,
  accounts: readonly AccountColumns[],
  column: DimensionName,
  values: readonly string[],
): Promise<Map<string, number>> {
  const firsts = new Map<string, number>();
  for (const account of accounts) {
    const terms = await account.termsOf(trx, column);
    for (const [code, first] of await terms.firstOf(trx, terms.codesOf(values))) {
      const value = terms.value(code);
      firsts.set(value, Math.min(first, firsts.get(value) ?? Infinity));
    }
  }
  return firsts;
}

/**
 * The values first seen at or after `since` (ms), or inside the window without one. A window since ever has none: everything in it was seen
 * there first, which tells nothing.
 */
export async function newValues(
  trx: Trx,
  accounts: readonly AccountColumns[],
  column: DimensionName,
  question: Question,
  since: number | null,
): Promise<ReadonlySet<string>> {
  const { from, to } = windowOf(question);
  const start = since === null ? from : Math.ceil(since / 1000);
  const fresh = new Set<string>();
  if (start === -Infinity) return fresh;
  for (const account of accounts) {
    const terms = await account.termsOf(trx, column);
    for (const code of await terms.seenFirst(trx, start, to)) fresh.add(terms.value(code));
  }
  if (accounts.length < 2) return fresh;
  // What is new to one account may be known to another.
  const overall = await firstSeen(trx, accounts, column, [...fresh]);
  return new Set([...overall].filter(([, first]) => first >= start).map(([value]) => value));
}
