import { scramble } from "../data/random";
import { IdSpace } from "./ids";
import { TextArena } from "./text-arena";

export interface NewEvent {
  /** Seconds since 1970, UTC: what date filters and the order go by, whatever `created_at` says in the text. */
  readonly at: number;
  readonly type: string;
  readonly text: string;
  /** The id in the text when it is not the one `nextId` gave; null when the text has none. */
  readonly ownId?: string | null;
  /** Made wrong on purpose: the only exemption from the contract. */
  readonly misshapen?: boolean;
}

/**
 * One account's events, kept sorted by second. The order inside one second is arbitrary but never changes, as with the
 * real API, whose order there nobody has published.
 */
export class EventStore {
  private readonly arena = new TextArena();
  private readonly ids: IdSpace;
  private readonly typeNumbers = new Map<string, number>();
  private readonly ownIds = new Map<string, number>();
  private readonly hiddenIds = new Set<number>();
  private readonly misshapen = new Set<number>();
  private typeOf = new Uint16Array(1024);
  // Sorted, side by side: position → second, position → record.
  private times = new Float64Array(1024);
  private records = new Int32Array(1024);
  private loading = true;
  /** How many events there are. */
  size = 0;
  /** Grows with every change, so that what was computed before can be known to be old. */
  version = 0;

  constructor(seed: string) {
    this.ids = new IdSpace(seed);
  }

  nextId(): string {
    return this.ids.idOf(this.size);
  }

  add(event: NewEvent): void {
    const record = this.size;
    if (record === this.records.length) this.grow();
    this.arena.push(event.text);
    this.typeOf[record] = this.typeNumber(event.type);
    if (event.misshapen) this.misshapen.add(record);
    if (event.ownId !== undefined) {
      this.hiddenIds.add(record);
      if (event.ownId !== null) this.ownIds.set(event.ownId, record);
    }
    const position = this.loading ? record : this.insertionPoint(event.at, record);
    if (position < record) {
      this.times.copyWithin(position + 1, position, record);
      this.records.copyWithin(position + 1, position, record);
    }
    this.times[position] = event.at;
    this.records[position] = record;
    this.size += 1;
    this.version += 1;
  }

  /** Ends the first load, whose events came in order of time: settles the order inside each second. */
  seal(): void {
    for (let start = 0; start < this.size;) {
      let end = start + 1;
      while (end < this.size && this.times[end] === this.times[start]) end += 1;
      if (end - start > 1) this.records.subarray(start, end).sort((a, b) => scramble(a) - scramble(b));
      start = end;
    }
    this.loading = false;
  }

  /** The first position whose second is `at` or later. */
  lowerBound(at: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.times[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  typeNumberOf(type: string): number | undefined {
    return this.typeNumbers.get(type);
  }

  typeAt(position: number): number {
    return this.typeOf[this.records[position]!]!;
  }

  bytesAt(position: number): Buffer {
    return this.arena.bytes(this.records[position]!);
  }

  textAt(position: number): string {
    return this.arena.text(this.records[position]!);
  }

  timeAt(position: number): number {
    return this.times[position]!;
  }

  misshapenAt(position: number): boolean {
    return this.misshapen.has(this.records[position]!);
  }

  find(id: string): Buffer | null {
    const own = this.ownIds.get(id);
    if (own !== undefined) return this.arena.bytes(own);
    const record = this.ids.recordOf(id);
    if (record === null || record >= this.size || this.hiddenIds.has(record)) return null;
    return this.arena.bytes(record);
  }

  private typeNumber(type: string): number {
    let number = this.typeNumbers.get(type);
    if (number === undefined) this.typeNumbers.set(type, (number = this.typeNumbers.size));
    return number;
  }

  private insertionPoint(at: number, record: number): number {
    const { size } = this;
    if (size === 0 || this.times[size - 1]! < at) return size;
    let position = this.lowerBound(at);
    const tie = scramble(record);
    while (position < size && this.times[position] === at && scramble(this.records[position]!) < tie)
      position += 1;
    return position;
  }

  private grow(): void {
    const length = this.records.length * 2;
    const times = new Float64Array(length);
    const records = new Int32Array(length);
    const types = new Uint16Array(length);
    times.set(this.times);
    records.set(this.records);
    types.set(this.typeOf);
    this.times = times;
    this.records = records;
    this.typeOf = types;
  }
}
