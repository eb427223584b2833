import type { Segment } from "./segment.ts";

/** Seqs of one account: sorted, and a bit each. */
export class SeqSet {
  readonly sorted: Float64Array;
  private readonly bits: Uint8Array;
  private readonly least: number;
  private readonly most: number;

  /** The seqs in any order, each once or more. */
  constructor(seqs: ArrayLike<number>) {
    this.sorted = Float64Array.from(seqs);
    // Most come sorted, and many.
    if (!isRising(this.sorted)) this.sorted.sort();
    this.least = this.sorted[0] ?? 0;
    this.most = this.sorted.at(-1) ?? -1;
    this.bits = new Uint8Array(this.most < this.least ? 0 : Math.floor((this.most - this.least) / 8) + 1);
    for (const seq of this.sorted) {
      const bit = seq - this.least;
      this.bits[bit >> 3] = (this.bits[bit >> 3] as number) | (1 << (bit & 7));
    }
  }

  has(seq: number): boolean {
    if (seq < this.least || seq > this.most) return false;
    const bit = seq - this.least;
    return (((this.bits[bit >> 3] as number) >> (bit & 7)) & 1) === 1;
  }

  /** Whether any member lies between two seqs, both inclusive. */
  meets(from: number, to: number): boolean {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] as number) < from) low = middle + 1;
      else high = middle;
    }
    return (this.sorted[low] ?? Infinity) <= to;
  }

  /** The members that are in the other one too. */
  and(other: SeqSet): SeqSet {
    return new SeqSet(this.sorted.filter((seq) => other.has(seq)));
  }
}

function isRising(seqs: Float64Array): boolean {
  for (let i = 1; i < seqs.length; i++) if ((seqs[i] as number) < (seqs[i - 1] as number)) return false;
  return true;
}

export interface SeqBounds {
  readonly least: number;
  readonly most: number;
}

/** The smallest and the largest seq of a segment. */
export function seqBounds(segment: Segment): SeqBounds {
  if (segment.made.seqs !== undefined) return segment.made.seqs;
  let least = Infinity;
  let most = -Infinity;
  for (const seq of segment.seq) {
    if (seq < least) least = seq;
    if (seq > most) most = seq;
  }
  return (segment.made.seqs = { least, most });
}
