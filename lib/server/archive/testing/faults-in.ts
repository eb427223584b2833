import { sql } from "kysely";
import { unpackSegment } from "../columns/segment.ts";
import { accountRow, type Db } from "../db.ts";
import { beginWalk, walkOn } from "../proof/walk.ts";
import { textRow } from "../schema.ts";
import { piecesOf } from "../text-pairs.ts";
import { readSpans } from "../writing/coverage.ts";
import { SINGLE } from "../writing/terms.ts";

/** Everything that is told twice in an archive, compared: what does not agree, in words. Needs a connection that may write. */
export async function faultsIn(db: Db, account: string): Promise<string[]> {
  const faults: string[] = [];
  const same = (what: string, is: unknown, should: unknown) => {
    const [a, b] = [JSON.stringify(is), JSON.stringify(should)];
    if (a !== b) faults.push(`${what}: ${a.slice(0, 300)} is not ${b.slice(0, 300)}`);
  };

  let walk = beginWalk(account);
  while (!walk.done) walk = await walkOn(db, walk, []);
  same("the proof", walk.first, null);

  const held = await db
    .selectFrom("events")
    .select(["seq", "id", "at_s", "raw", ...SINGLE])
    .where("account_id", "=", account)
    .where("raw", "is not", null)
    .execute();
  const row = await accountRow(db, account);
  same("events", row?.events ?? 0, held.length);
  same("last_seq", row?.last_seq ?? 0, walk.seq);

  held.sort((a, b) => (a.at_s ?? Infinity) - (b.at_s ?? Infinity) || (a.id < b.id ? -1 : 1));
  const segments = await db.selectFrom("segments").selectAll().where("account_id", "=", account).execute();
  segments.sort((a, b) => (a.first_s ?? Infinity) - (b.first_s ?? Infinity));
  const rows = segments.flatMap(({ columns }) => unpackSegment(columns));
  const keys = ["seq", ...SINGLE] as const;
  const codes = (one: Readonly<Record<(typeof keys)[number], number | null>>) => keys.map((key) => one[key]);
  same(
    "segments",
    rows.map((one) => [one.at, ...codes(one)]),
    held.map((one) => [one.at_s, ...codes(one)]),
  );
  for (const { no, first_s, last_s, count, columns } of segments) {
    const own = unpackSegment(columns);
    same(`segment ${no}`, [first_s, last_s, count], [own[0]?.at, own.at(-1)?.at, own.length]);
  }
  segments.forEach(({ first_s, last_s }, i) => {
    const next = segments[i + 1]?.first_s;
    if (next != null && last_s !== null && first_s !== null && next <= last_s)
      faults.push("segments overlap");
  });

  for (const dimension of [...SINGLE, "resource"] as const) {
    const counts = new Map<number, number>();
    for (const one of rows) {
      for (const code of dimension === "resource" ? one.resources : [one[dimension]])
        if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    const terms = await db
      .selectFrom("terms")
      .select(["code", "count"])
      .where("account_id", "=", account)
      .where("dimension", "=", dimension)
      .where("count", "<>", 0)
      .orderBy("code")
      .execute();
    const counted = [...counts].sort(([a], [b]) => a - b);
    same(
      `terms of ${dimension}`,
      terms.map(({ code, count }) => [code, count]),
      counted,
    );
  }

  const spans = await readSpans(db, account);
  spans.forEach((span, i) => {
    if (span.to < span.from || (spans[i + 1]?.from ?? Infinity) <= span.to) faults.push("coverage overlaps");
  });

  await sql`insert into event_texts (event_texts) values ('integrity-check')`.execute(db);
  // Every JSON object holds its first key's quotation mark; what the index lacks yet is older than all that it has.
  const begin = '{"id"';
  const { rows: texts } = await sql<{ rowid: number }>`select rowid from event_texts
    where event_texts match ${piecesOf(begin).join(" AND ")}
    and rowid between ${textRow(row?.number ?? 0, 0)} and ${textRow(row?.number ?? 0, 2 ** 40 - 1)}`.execute(
    db,
  );
  const indexed = held.filter(
    ({ seq, raw }) => seq >= (row?.texts_from ?? 1) && raw?.toLowerCase().startsWith(begin),
  );
  same(
    "texts",
    texts.map(({ rowid }) => rowid).sort((a, b) => a - b),
    indexed.map(({ seq }) => textRow(row?.number ?? 0, seq)).sort((a, b) => a - b),
  );
  return faults;
}
