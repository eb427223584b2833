import { type RawBuilder, sql } from "kysely";
import { SeqSet } from "../../columns/seq-set.ts";
import { parts, type Trx } from "../../db.ts";
import { textRow } from "../../schema.ts";
import type { AccountColumns } from "../account-columns.ts";
import { numberList } from "../number-list.ts";
import { inList } from "../rows.ts";
import { holds, likePattern, type Needle } from "./needle.ts";

/** More candidates of a few pieces are not looked at before the index was asked for more of them. */
const FEW = 128;
/** Up to so many candidates of the text index are looked at one by one. */
const RARE = 2_000;
/** Up to so many, or an eighth of all, the index and then the candidates cost less than a look at every text. */
const SOME = 50_000;
/** Texts that are compared here and not by the engine are read so many at a time. */
const READ = 2_000;

/** The events that hold a text, when it is a rare one; `null`: it is common, or too short for the index. */
export async function findRare(trx: Trx, account: AccountColumns, needle: Needle): Promise<SeqSet | null> {
  const held = account.texts.get(keyOf(needle));
  if (held !== undefined && held.upTo === account.lastSeq) return held.seqs;
  const candidates = await fromIndex(trx, account, needle, RARE);
  if (candidates === null) return null;
  return remember(account, needle, await among(trx, account, needle, candidates));
}

/** The events that hold a text, however common it is: up to some 0.6 s a million events. What was found is kept. */
export async function findAll(trx: Trx, account: AccountColumns, needle: Needle): Promise<SeqSet> {
  const held = account.texts.get(keyOf(needle));
  if (held !== undefined) {
    if (held.upTo === account.lastSeq) return held.seqs;
    const since = await scan(trx, account, needle, held.upTo);
    return remember(account, needle, [...held.seqs.sorted, ...since]);
  }
  const most = Math.min(SOME, Math.max(RARE, Math.floor(account.lastSeq / 8)));
  const candidates = await fromIndex(trx, account, needle, most);
  const found =
    candidates === null ? await scan(trx, account, needle, 0) : await among(trx, account, needle, candidates);
  return remember(account, needle, found);
}

/** Those of the events that hold the text. */
export async function among(
  trx: Trx,
  account: AccountColumns,
  needle: Needle,
  seqs: readonly number[],
): Promise<number[]> {
  const found: number[] = [];
  for (const part of parts(seqs, READ * 10)) {
    const where = sql`seq in ${inList(part)}`;
    found.push(...(await (needle.like ? byLike : byReading)(trx, account, needle, where)));
  }
  return found;
}

const keyOf = ({ text, caseSensitive }: Needle): string => `${caseSensitive ? "=" : "~"}${text}`;

function remember(account: AccountColumns, needle: Needle, seqs: readonly number[]): SeqSet {
  const set = new SeqSet(seqs);
  account.texts.put(keyOf(needle), { seqs: set, upTo: account.lastSeq });
  return set;
}

/** The index's candidates, or `null` when there are more than `most`, the text is too short for it, or it lacks older events. */
async function fromIndex(
  trx: Trx,
  account: AccountColumns,
  { asked }: Needle,
  most: number,
): Promise<number[] | null> {
  if (account.textsFrom > 1) return null;
  const start = textRow(account.number, 0);
  for (const [i, pieces] of asked.entries()) {
    const enough = i === asked.length - 1 ? most : FEW;
    const found = await numberList(
      trx,
      sql`select rowid - ${start} as n from event_texts where event_texts match ${pieces}
        and rowid between ${start} and ${textRow(account.number + 1, 0) - 1} limit ${enough + 1}`,
    );
    if (found.length <= enough) return found;
  }
  return null;
}

/** A look at the text of every event after a seq. */
async function scan(
  trx: Trx,
  account: AccountColumns,
  needle: Needle,
  after: number,
): Promise<readonly number[]> {
  if (needle.like) return byLike(trx, account, needle, sql`seq > ${after}`);
  const found: number[] = [];
  for (let seq = after; seq < account.lastSeq; seq += READ) {
    const where = sql`seq > ${seq} and seq <= ${seq + READ}`;
    found.push(...(await byReading(trx, account, needle, where)));
  }
  return found;
}

/** The engine compares, but for texts that are not their own compact form: they come back negative, and are compared here. */
async function byLike(
  trx: Trx,
  account: AccountColumns,
  needle: Needle,
  where: RawBuilder<unknown>,
): Promise<readonly number[]> {
  const exact = needle.caseSensitive ? sql`and instr(raw, ${needle.text})` : sql``;
  const found = await numberList(
    trx,
    sql`select case compact when 1 then seq else -seq end as n from events
      where account_id = ${account.key} and ${where} and raw is not null
      and (compact = 0 or (raw like ${likePattern(needle)} escape '!' ${exact}))`,
  );
  const doubtful = found.filter((seq) => seq < 0).map((seq) => -seq);
  if (doubtful.length === 0) return found;
  const sure = found.filter((seq) => seq > 0);
  for (const part of parts(doubtful, READ))
    sure.push(...(await byReading(trx, account, needle, sql`seq in ${inList(part)}`)));
  return sure;
}

async function byReading(
  trx: Trx,
  account: AccountColumns,
  needle: Needle,
  where: RawBuilder<unknown>,
): Promise<number[]> {
  const { rows } = await sql<{ seq: number; raw: string; compact: number }>`
    select seq, raw, compact from events
    where account_id = ${account.key} and ${where} and raw is not null`.execute(trx);
  return rows.filter(({ raw, compact }) => holds(needle, raw, compact === 1)).map(({ seq }) => seq);
}
