import { type ColumnFilter, firstAtOrAfter } from "../columns/filter.ts";
import { matchRows } from "../columns/match.ts";
import type { Segment } from "../columns/segment.ts";
import type { Trx } from "../db.ts";
import type { AccountColumns } from "./account-columns.ts";
import type { Place } from "./segment-cache.ts";

/** One matching event, before it is read. */
export interface Ref {
  readonly account: AccountColumns;
  /** Seconds; `null`: time unknown. */
  readonly at: number | null;
  readonly seq: number;
}

/** Where a lane has come to: the last event taken from it. */
export type Reached = Pick<Ref, "at" | "seq">;

/** The matching events of one account, in order, a segment at a time. */
export class Lane {
  /** The next event, which stays the next until it is taken; `null` when `fill` must be called, or has found the end. */
  current: Ref | null = null;
  private readonly places: Place[];
  private segment: Segment | null = null;
  private rows: readonly number[] = [];
  private next = 0;

  constructor(
    private readonly trx: Trx,
    private readonly account: AccountColumns,
    private readonly filter: ColumnFilter,
    private readonly newestFirst: boolean,
    private readonly reached: Reached | null = null,
    private readonly passing = false,
  ) {
    const places = account.places(filter.from, filter.to, newestFirst);
    this.places = reached === null ? places : places.filter((place) => !this.isBehind(place));
  }

  /** Makes `current` the next event if there is one. */
  async fill(): Promise<void> {
    while (this.current === null) {
      const place = this.places.shift();
      if (place === undefined) return;
      this.segment = this.account.held(place) ?? (await this.account.open(this.trx, place, this.passing));
      this.rows = this.rowsOf(this.segment);
      this.next = 0;
      this.settle();
    }
  }

  take(): void {
    this.next++;
    this.settle();
  }

  /** Goes past `count` events, whole segments at a time where it can. */
  async skip(count: number): Promise<void> {
    let left = count;
    for (;;) {
      const ready = Math.min(left, this.rows.length - this.next);
      this.next += ready;
      left -= ready;
      this.settle();
      const place = this.places[0];
      if (left === 0 || place === undefined) return;
      const rows = this.reached === null ? await this.account.count(this.trx, place, this.filter) : Infinity;
      if (rows > left) await this.fill();
      else {
        this.places.shift();
        left -= rows;
      }
    }
  }

  private settle(): void {
    const { segment, account } = this;
    const row = this.rows[this.next];
    if (row === undefined || segment === null) this.current = null;
    else {
      const at = row < segment.known ? (segment.at[row] as number) : null;
      this.current = { account, at, seq: segment.seq[row] as number };
    }
  }

  private isBehind({ first, last }: Place): boolean {
    if (this.reached === null || first === null || last === null) return false;
    const { at } = this.reached;
    return at === null || (this.newestFirst ? first > at : last < at);
  }

  /** Copied into an array of the heap's: memory of typed arrays comes back late, and a stream makes many. */
  private rowsOf(segment: Segment): number[] {
    const { low, high } = rowsBeyond(segment, this.reached, this.newestFirst);
    const rows: number[] = [];
    for (const row of matchRows(segment, this.filter)) if (row >= low && row < high) rows.push(row);
    return this.newestFirst ? rows.reverse() : rows;
  }
}

/**
 * The rows behind the one that was reached. Among those of its second it is found by its seq, since order there never changes; when it was
 * pruned meanwhile, so were the others of its second.
 */
function rowsBeyond(
  segment: Segment,
  reached: Reached | null,
  newestFirst: boolean,
): { low: number; high: number } {
  if (reached === null) return { low: 0, high: segment.rows };
  const { at, seq } = reached;
  const dated = segment.known > 0;
  if (dated === (at === null)) return { low: 0, high: dated ? 0 : segment.rows };
  const low = at === null ? 0 : firstAtOrAfter(segment, at);
  const high = at === null ? segment.rows : firstAtOrAfter(segment, at + 1);
  const own = segment.seq.subarray(low, high).indexOf(seq);
  if (newestFirst) return { low: 0, high: own < 0 ? low : low + own };
  return { low: own < 0 ? high : low + own + 1, high: segment.rows };
}
