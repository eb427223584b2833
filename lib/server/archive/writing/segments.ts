import { packSegment, type SegmentRow, unpackSegment } from "../columns/segment.ts";
import { parts, type Db, type Trx } from "../db.ts";

/** A segment that grows above it is cut into equal parts. */
const SEGMENT_ROWS = 8_192;

export interface PlacedRow extends SegmentRow {
  readonly id: string;
}

interface Place {
  readonly no: number;
  readonly first_s: number | null;
}

const list = (db: Db, account: string): Promise<Place[]> =>
  db
    .selectFrom("segments")
    .select(["no", "first_s"])
    .where("account_id", "=", account)
    .orderBy("first_s")
    .execute();

/** Puts new events into the account's segments; only those that they touch are made anew. Their rows of `events` must stand already. */
export async function addToSegments(
  trx: Trx,
  account: string,
  version: number,
  rows: readonly PlacedRow[],
): Promise<void> {
  const places = await list(trx, account);
  const known = places.filter((place) => place.first_s !== null);
  const unknown = places.find((place) => place.first_s === null);
  const next = { no: Math.max(0, ...places.map(({ no }) => no)) + 1 };
  const touched = new Map<Place | undefined, PlacedRow[]>();
  const timeless: PlacedRow[] = [];
  for (const row of rows) {
    if (row.at === null) timeless.push(row);
    else {
      const place = placeOf(known, row.at);
      const mates = touched.get(place);
      if (mates) mates.push(row);
      else touched.set(place, [row]);
    }
  }
  for (const [place, fresh] of touched) await rebuild(trx, account, version, place, fresh, next);
  if (timeless.length > 0) await rebuild(trx, account, version, unknown, timeless, next);
}

/** The last that begins at or before the second; what is older than all goes to the first. */
function placeOf(places: readonly Place[], at: number): Place | undefined {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.first_s ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return places[Math.max(0, low - 1)];
}

async function rebuild(
  trx: Trx,
  account: string,
  version: number,
  place: Place | undefined,
  fresh: readonly PlacedRow[],
  next: { no: number },
): Promise<void> {
  const old = place === undefined ? [] : await unpacked(trx, account, place.no);
  const rows = await inOrder(trx, account, old, fresh);
  for (const [i, part] of cut(rows).entries()) {
    const no = i === 0 && place !== undefined ? place.no : next.no++;
    await saveSegment(trx, account, version, no, part);
  }
}

export async function unpacked(db: Db, account: string, no: number): Promise<SegmentRow[]> {
  const { columns } = await db
    .selectFrom("segments")
    .select("columns")
    .where("account_id", "=", account)
    .where("no", "=", no)
    .executeTakeFirstOrThrow();
  return unpackSegment(columns);
}

export async function saveSegment(
  trx: Trx,
  account: string,
  version: number,
  no: number,
  rows: readonly SegmentRow[],
): Promise<void> {
  const made = {
    first_s: rows[0]?.at ?? null,
    last_s: rows.at(-1)?.at ?? null,
    count: rows.length,
    version,
    columns: packSegment(rows),
  };
  await trx
    .insertInto("segments")
    .values({ account_id: account, no, ...made })
    .onConflict((conflict) => conflict.columns(["account_id", "no"]).doUpdateSet(made))
    .execute();
}

/** By (`at`, id). Packed rows carry no ids: of the seconds in which old and new meet, the order is read from the events. */
async function inOrder(
  trx: Trx,
  account: string,
  old: readonly SegmentRow[],
  fresh: readonly PlacedRow[],
): Promise<SegmentRow[]> {
  const seconds = new Set(fresh.map(({ at }) => at));
  const ranks = new Map<number, number>();
  const rank = async (known: readonly number[] | null) => {
    const rows = await trx
      .selectFrom("events")
      .select("seq")
      .where("account_id", "=", account)
      .where("at_s", known === null ? "is" : "in", known)
      .orderBy("at_s")
      .orderBy("id")
      .execute();
    for (const { seq } of rows) ranks.set(seq, ranks.size);
  };
  if (seconds.has(null)) await rank(null);
  else {
    const met = [...seconds].filter((at): at is number => at !== null).sort((a, b) => a - b);
    for (const part of parts(met)) await rank(part);
  }
  const all: SegmentRow[] = [...old, ...fresh];
  // Rows of other seconds stand in order already, and sorting is stable.
  return all.sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || (ranks.get(a.seq) ?? 0) - (ranks.get(b.seq) ?? 0));
}

/** Equal parts of at most `SEGMENT_ROWS`, cut between seconds. */
function cut(rows: readonly SegmentRow[]): (readonly SegmentRow[])[] {
  const size = Math.ceil(rows.length / Math.ceil(rows.length / SEGMENT_ROWS));
  if (rows[0]?.at === null) return [rows];
  const cuts: (readonly SegmentRow[])[] = [];
  for (let from = 0; from < rows.length;) {
    let to = Math.min(from + size, rows.length);
    while (to < rows.length && rows[to]?.at === rows[to - 1]?.at) to++;
    cuts.push(rows.slice(from, to));
    from = to;
  }
  return cuts;
}
