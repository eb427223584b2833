import { decodeEvent } from "../../../audit/decode-event.ts";
import type { Written } from "../archive.ts";
import { parts, type Db, type Trx } from "../db.ts";
import { link } from "../proof/chain.ts";
import type { AccountsTable, EventsTable } from "../schema.ts";
import { openAccount, saveAccount } from "./accounts.ts";
import { cover, pruneFloor, readSpans } from "./coverage.ts";
import type { Batch } from "./incoming.ts";
import { addToSegments, type PlacedRow } from "./segments.ts";
import { type Fresh, keepDiscrepancies, sift } from "./sift.ts";
import { wasRead } from "./spans.ts";
import { type Codes, countTerms, SINGLE, type Values, valuesOf } from "./terms.ts";
import { addTexts, isComparable } from "./text-index.ts";

/** A reading's events and the coverage it proves, in one transaction. Rejects with what the engine throws, nothing written. */
export const write = (db: Db, batch: Batch): Promise<Written> =>
  db.transaction().execute(async (trx) => {
    const account = await openAccount(trx, batch.account);
    const spans = await readSpans(trx, batch.account);
    const floor = await pruneFloor(trx, batch.account);
    const { fresh, differing } = await sift(trx, batch, floor);
    const late = fresh.map(({ at }) => wasRead(spans, at));
    const discrepancies = await keepDiscrepancies(trx, batch, differing);
    if (fresh.length > 0) await add(trx, account, batch, fresh, late);
    await cover(trx, batch.account, spans, batch, floor);
    return { added: fresh.length, late: late.filter(Boolean).length, discrepancies };
  });

async function add(
  trx: Trx,
  account: AccountsTable,
  { now }: Batch,
  fresh: readonly Fresh[],
  late: readonly boolean[],
): Promise<void> {
  const key = account.account_id;
  const values = fresh.map(valuesIn);
  const codes = await countTerms(
    trx,
    key,
    fresh.map(({ at }, i) => ({ at, values: values[i] as Values })),
  );
  const rows: EventsTable[] = [];
  const placed: PlacedRow[] = [];
  let { last_seq: seq, head } = account;
  for (const [i, { id, at, raw, digest }] of fresh.entries()) {
    seq += 1;
    head = link(head, seq, id, digest);
    const carried = codesOf(values[i] as Values, codes);
    rows.push({
      account_id: key,
      seq,
      id,
      at_s: at,
      raw,
      compact: isComparable(raw) ? 1 : 0,
      digest,
      chain: head,
      arrived_at: now,
      late: late[i] === true ? 1 : 0,
      ...carried.single,
    });
    placed.push({ id, seq, at, ...carried.single, resources: carried.resources });
  }
  for (const part of parts(rows)) await trx.insertInto("events").values(part).execute();
  await addTexts(
    trx,
    account.number,
    rows.map((row, i) => ({ seq: row.seq, raw: fresh[i]?.raw ?? "" })),
  );
  const version = account.version + 1;
  await addToSegments(trx, key, version, placed);
  await trx.insertInto("windows").values({ account_id: key, upto_seq: seq, chain: head, at: now }).execute();
  await saveAccount(trx, {
    ...account,
    version,
    last_seq: seq,
    head,
    events: account.events + fresh.length,
  });
}

/** Id and time were decided where the event was read; neither matters to what it carries. */
const valuesIn = ({ id, raw }: Fresh): Values => valuesOf(decodeEvent(raw, { zone: "UTC", keyOf: () => id }));

function codesOf(values: Values, codes: Codes) {
  const code = (name: (typeof SINGLE)[number]) => codes[name].get(values[name] ?? "") ?? null;
  return {
    single: {
      type: code("type"),
      user: code("user"),
      ip: code("ip"),
      country: code("country"),
      source: code("source"),
    },
    resources: values.resource.map((value) => codes.resource.get(value) ?? 0),
  };
}
