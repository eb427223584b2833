import { type Trx, accountRow } from "../db.ts";
import type { ColumnFilter } from "../columns/filter.ts";
import { countRows, isOpen, onlyCode } from "../columns/match.ts";
import { openSegment, type Segment } from "../columns/segment.ts";
import type { Dimension } from "../schema.ts";
import type { Place, SegmentCache } from "./segment-cache.ts";
import { Terms } from "./terms.ts";
import { FoundTexts } from "./text/found-texts.ts";

/** One account as a connection knows it: where its segments are, its terms, and texts that were looked for. */
export class AccountColumns {
  /** `accounts.number`. */
  number = 0;
  /** The seq of the last record. */
  lastSeq = 0;
  /** `accounts.texts_from`. */
  textsFrom = 1;
  readonly texts = new FoundTexts();
  /** Hosts that events name: a second in which one did, and up to which seq it is the first of all; `null`: some earlier one may be. */
  readonly hosts = new Map<string, { readonly first: number; readonly upTo: number | null }>();
  /** Of known time, rising. */
  private dated: readonly Place[] = [];
  /** How many rows stand before each of `dated`, and in all of them. */
  private rowsBefore: readonly number[] = [0];
  /** Of unknown time: one at most. */
  private undated: readonly Place[] = [];
  private version = -1;
  private passed: { readonly place: Place; readonly segment: Segment } | null = null;
  private readonly terms = new Map<Dimension, Terms>();

  constructor(
    readonly key: string,
    private readonly cache: SegmentCache,
  ) {}

  /** Brings it to what the transaction sees; resolves to whether the account is there at all. */
  async refresh(trx: Trx): Promise<boolean> {
    const row = await accountRow(trx, this.key);
    if (row === undefined) return false;
    this.number = row.number;
    this.lastSeq = row.last_seq;
    this.textsFrom = row.texts_from;
    if (row.version === this.version) return true;
    const old = new Map([...this.dated, ...this.undated].map((place) => [place.no, place]));
    const listed = await trx
      .selectFrom("segments")
      .select(["no", "first_s", "last_s", "count", "version"])
      .where("account_id", "=", this.key)
      .orderBy("first_s")
      .execute();
    const places = listed.map(({ no, first_s, last_s, count, version }): Place => {
      const known = old.get(no);
      if (known?.version === version) {
        old.delete(no);
        return known;
      }
      return { no, first: first_s, last: last_s, rows: count, version, held: null };
    });
    for (const place of old.values()) this.cache.forget(place);
    this.dated = places.filter(({ first }) => first !== null);
    this.undated = places.filter(({ first }) => first === null);
    const rowsBefore = [0];
    for (const { rows } of this.dated) rowsBefore.push((rowsBefore.at(-1) ?? 0) + rows);
    this.rowsBefore = rowsBefore;
    this.version = row.version;
    return true;
  }

  /** The account's first known second. */
  get first(): number | null {
    return this.dated[0]?.first ?? null;
  }

  /** The places that a window touches, in order of time; those of unknown time are the last, whichever way. */
  places(from: number, to: number, newestFirst: boolean): Place[] {
    const { start, end } = this.touched(from, to);
    const within = this.dated.slice(start, end);
    return [...(newestFirst ? within.reverse() : within), ...this.undated];
  }

  /** Which of `dated` a window touches: from `start` up to `end`. A second never stands in two of them. */
  private touched(from: number, to: number): { start: number; end: number } {
    const start = firstWhere(this.dated, ({ last }) => (last ?? 0) >= from);
    return {
      start,
      end: Math.max(
        start,
        firstWhere(this.dated, ({ first }) => (first ?? 0) > to),
      ),
    };
  }

  /** `passing`: for one who goes through everything once, and should not fill the memory with it. */
  async open(trx: Trx, place: Place, passing = false): Promise<Segment> {
    const held = this.held(place);
    if (held !== undefined) return held;
    const { columns } = await trx
      .selectFrom("segments")
      .select("columns")
      .where("account_id", "=", this.key)
      .where("no", "=", place.no)
      .executeTakeFirstOrThrow();
    if (!passing) return this.cache.put(place, columns);
    this.passed = { place, segment: openSegment(columns) };
    return this.passed.segment;
  }

  /** The segment when it need not be read: of hundreds of places, waiting for each would cost more than looking at it. */
  held(place: Place): Segment | undefined {
    return this.passed?.place === place ? this.passed.segment : this.cache.get(place);
  }

  /** How many rows of a place match; a place that lies wholly in an unfiltered window is not opened. */
  async count(trx: Trx, place: Place, filter: ColumnFilter): Promise<number> {
    if (isOpen(filter) && liesWithin(place, filter)) return place.rows;
    return countRows(await this.open(trx, place), filter);
  }

  async countAll(trx: Trx, filter: ColumnFilter): Promise<number> {
    if (isOpen(filter)) return this.countWindow(trx, filter);
    const inside = { ...filter, from: -Infinity, to: Infinity };
    const only = this.isWithin(filter) ? onlyCode(inside) : null;
    if (only !== null) return (await this.termsOf(trx, only.dimension)).countOf(trx, only.code);
    let total = 0;
    for (const place of this.places(filter.from, filter.to, true)) {
      const segment = this.held(place) ?? (await this.open(trx, place));
      total += countRows(segment, liesWithin(place, filter) ? inside : filter);
    }
    return total;
  }

  /** Whether all of the account lies within a window. */
  private isWithin(window: ColumnFilter): boolean {
    const [oldest, newest] = [this.dated[0], this.dated.at(-1)];
    return [oldest, newest].every((place) => place === undefined || liesWithin(place, window));
  }

  /** Of an unfiltered window only the places at its two ends are looked at. */
  private async countWindow(trx: Trx, window: ColumnFilter): Promise<number> {
    const { start, end } = this.touched(window.from, window.to);
    let total = (this.rowsBefore[end] ?? 0) - (this.rowsBefore[start] ?? 0);
    for (const { rows } of this.undated) total += rows;
    for (const at of new Set(start < end ? [start, end - 1] : [])) {
      const place = this.dated[at] as Place;
      total += (await this.count(trx, place, window)) - place.rows;
    }
    return total;
  }

  /** The terms of a dimension, up to what the transaction sees. */
  async termsOf(trx: Trx, dimension: Dimension): Promise<Terms> {
    let terms = this.terms.get(dimension);
    if (terms === undefined) this.terms.set(dimension, (terms = new Terms(this.key, dimension)));
    await terms.refresh(trx, this.version);
    return terms;
  }
}

const liesWithin = ({ first, last }: Place, { from, to }: ColumnFilter): boolean =>
  first === null || last === null || (first >= from && last <= to);

/** The first item of which the condition holds, and behind it of all; their number when of none. */
function firstWhere<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
