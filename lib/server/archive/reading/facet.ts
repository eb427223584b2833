import { parseIp } from "../../../audit/ip.ts";
import type { Instant } from "../../../audit/event.ts";
import type { Facet, FacetWish, Question } from "../archive.ts";
import type { ColumnFilter, DimensionName } from "../columns/filter.ts";
import type { Tally } from "../columns/tally.ts";
import type { Trx } from "../db.ts";
import type { AccountColumns } from "./account-columns.ts";
import { chooseValues } from "./choose-values.ts";
import { windowOf } from "./compile.ts";
import { firstSeen, newValues } from "./first-seen.ts";

/** One account's counts. */
export interface Counted {
  readonly account: AccountColumns;
  readonly filter: ColumnFilter;
  readonly tally: Tally;
}

/** A facet over one column: its values with their counts, those of all accounts put together. */
export async function codeFacet(
  trx: Trx,
  counted: readonly Counted[],
  column: DimensionName,
  question: Question,
  wish: FacetWish,
): Promise<Facet> {
  const counts = new Map<string, number>();
  let none = 0;
  let total = 0;
  for (const { account, tally } of counted) {
    const terms = await account.termsOf(trx, column);
    const facet = tally.facets.get(column);
    total += facet?.total ?? 0;
    const rows = facet?.counts ?? new Uint32Array();
    none += rows[0] ?? 0;
    for (let code = 1; code < rows.length; code++) {
      const value = rows[code] === 0 ? null : terms.value(code);
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + (rows[code] as number));
    }
  }
  const accounts = counted.map(({ account }) => account);
  const fresh = await newValues(trx, accounts, column, question, wish.newSince);
  const listed = chooseValues(counts, fresh, ownValues(column, question, counts), wish);
  const firsts = await firstSeen(trx, accounts, column, listed);
  return { ...told(counts, firsts, listed, fresh, question), none, total };
}

/** The facet over accounts. Those of the question are its own filter: each is listed. */
export function accountFacet(counted: readonly Counted[], question: Question, wish: FacetWish): Facet {
  const counts = new Map<string, number>();
  const firsts = new Map<string, number | null>();
  for (const { account, tally } of counted) {
    counts.set(account.key, tally.total);
    firsts.set(account.key, account.first);
  }
  const listed = chooseValues(counts, new Set(), question.accounts, wish);
  return {
    ...told(counts, firsts, listed, new Set(), question),
    none: 0,
    total: counted.reduce((sum, { tally }) => sum + tally.total, 0),
  };
}

/** The listed values, and what is told of the others: their events, how many they are, and how many of them are new. */
function told(
  counts: ReadonlyMap<string, number>,
  firsts: ReadonlyMap<string, number | null>,
  listed: readonly string[],
  fresh: ReadonlySet<string>,
  question: Question,
): Pick<Facet, "values" | "others" | "otherValues" | "otherNew"> {
  const isListed = new Set(listed);
  let [others, otherValues, otherNew] = [0, 0, 0];
  for (const [value, rows] of counts) {
    if (isListed.has(value)) continue;
    others += rows;
    otherValues++;
    if (fresh.has(value)) otherNew++;
  }
  const values = listed.map((value) => ({
    value,
    count: counts.get(value) ?? 0,
    first: inside(firsts.get(value) ?? null, question),
  }));
  return { values, others, otherValues, otherNew };
}

/** In ms; `null` outside the window. */
function inside(second: number | null, question: Question): Instant | null {
  const { from, to } = windowOf(question);
  return second !== null && second >= from && second <= to ? second * 1000 : null;
}

/** The values of the facet's own filter, which stay listed even when nothing carries them. Blocks of addresses are no values. */
function ownValues(
  column: DimensionName,
  question: Question,
  counts: ReadonlyMap<string, number>,
): readonly string[] {
  if (column === "type") return [...question.eventTypes, ...question.excludeEventTypes];
  if (column === "user") return [...question.user, ...question.excludeUser];
  if (column === "country") return [...question.country, ...question.excludeCountry];
  if (column === "source") return [...question.source, ...question.excludeSource];
  if (column === "resource") return [...question.resource, ...question.excludeResource];
  const single = [...question.ip, ...question.excludeIp].filter((value) => !value.includes("/"));
  return single.map((value) => (counts.has(value) ? value : (spelledAs(value, counts) ?? value)));
}

/** An IPv6 address may stand in the events in another spelling than the filter's. */
function spelledAs(value: string, counts: ReadonlyMap<string, number>): string | undefined {
  if (!value.includes(":")) return undefined;
  const bytes = parseIp(value)?.bytes.join();
  return [...counts.keys()].find((other) => other.includes(":") && parseIp(other)?.bytes.join() === bytes);
}
