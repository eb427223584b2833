import { sql } from "kysely";
import { decodeEvent } from "../../../audit/decode-event.ts";
import { hostsOf } from "../../../audit/hosts.ts";
import type { Db, Trx } from "../db.ts";
import { textRow } from "../schema.ts";
import { piecesOf } from "../text-pairs.ts";
import type { AccountColumns } from "./account-columns.ts";
import { likePattern, needleOf } from "./text/needle.ts";
import { accountsOf, inView, type ReadingOptions } from "./view.ts";

const DAY = 86_400;
/** The first candidates of a known host tell enough; of an unknown one all are looked at. */
const PART = 64;
const MOST_KNOWN = 10_000;
/** Most addresses of people end like hosts: only texts with a URL or a SIP address are looked at. */
const ADDRESSES = ["p://", "s://", "sip:", "sips"].flatMap(piecesOf).join(" OR ");

/**
 * Of each host, asked for with the moment of an event that names it (ms), when it was first named; only those named for the first time in
 * the 24 hours before that moment. No table knows hosts: the text index gives the events that may name one, and each is read. A host
 * that is long known is found in the first of them, and that is remembered.
 */
export const firstHosts = (
  db: Db,
  options: ReadingOptions,
  keys: readonly string[],
  asked: Readonly<Record<string, number>>,
): Promise<Record<string, number>> =>
  inView(db, options, async (view) => {
    const accounts = await accountsOf(view, keys);
    const firsts: Record<string, number> = {};
    // While the index is made anew nobody knows what older texts name.
    if (accounts.some(({ textsFrom }) => textsFrom > 1)) return firsts;
    for (const [host, at] of Object.entries(asked)) {
      const latest = Math.floor(at / 1000);
      let first = Infinity;
      for (const account of accounts) {
        if (first <= latest - DAY) break;
        first = Math.min(first, await namedUpTo(view.trx, account, host, latest));
      }
      if (first !== Infinity && first > latest - DAY) firsts[host] = first * 1000;
    }
    return firsts;
  });

/** The first second in which an event up to `latest` named the host, or one from before the day that ends there; `Infinity`: none did. */
async function namedUpTo(trx: Trx, account: AccountColumns, host: string, latest: number): Promise<number> {
  const { hosts, lastSeq } = account;
  const known = hosts.get(host);
  if (known !== undefined && known.first <= latest && (known.first <= latest - DAY || known.upTo === lastSeq))
    return known.first;
  // Where the first of all was known, only what came since can be before it.
  const after = known?.upTo ?? 0;
  const old = await firstAmong(trx, account, host, { after, from: null, to: latest - DAY });
  const found = old ?? (await firstAmong(trx, account, host, { after, from: latest - DAY + 1, to: latest }));
  const first = Math.min(found ?? Infinity, known?.upTo == null ? Infinity : known.first);
  if (first > latest) return Infinity;
  if (hosts.size >= MOST_KNOWN) hosts.clear();
  hosts.set(host, { first, upTo: old === null ? lastSeq : null });
  return first;
}

interface Span {
  /** Only what came after this seq. */
  readonly after: number;
  /** Seconds, inclusive; `null`: since ever. */
  readonly from: number | null;
  readonly to: number;
}

/** The first of a bounded span; of one without a beginning, any. */
async function firstAmong(
  trx: Trx,
  account: AccountColumns,
  host: string,
  { after, from, to }: Span,
): Promise<number | null> {
  const needle = needleOf(host, false);
  const pieces = needle.asked.at(-1);
  if (pieces === undefined) return null;
  const match = `(${pieces}) AND (${ADDRESSES})`;
  const start = textRow(account.number, 0);
  const like = needle.like ? sql`and (e.compact = 0 or e.raw like ${likePattern(needle)} escape '!')` : sql``;
  const since = from === null ? sql`` : sql`and e.at_s >= ${from}`;
  let first: number | null = null;
  for (let row = textRow(account.number, after); ;) {
    const { rows } = await sql<{ row: number; at: number; raw: string }>`
      select t.rowid as row, e.at_s as at, e.raw from event_texts t
      cross join events e on e.account_id = ${account.key} and e.seq = t.rowid - ${start}
      where t.event_texts match ${match} and t.rowid > ${row} and t.rowid < ${textRow(account.number + 1, 0)}
        and e.at_s <= ${to} ${since} and e.raw is not null ${like}
      order by t.rowid limit ${PART}`.execute(trx);
    for (const { at, raw } of rows) {
      if (!names(raw, host)) continue;
      if (from === null) return at;
      first = Math.min(first ?? Infinity, at);
    }
    const last = rows.at(-1);
    if (rows.length < PART || last === undefined) return first;
    row = last.row;
  }
}

const names = (raw: string, host: string): boolean =>
  hostsOf(decodeEvent(raw, { zone: "UTC", keyOf: () => "" })).includes(host);
