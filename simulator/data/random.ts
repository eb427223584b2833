/** A 32-bit hash of a text (FNV-1a, then an avalanche): seeds must differ in every bit for names that differ in one. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return scramble(value);
}

/** Murmur's finaliser: a permutation of the 32-bit numbers. */
export function scramble(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** A small seeded generator (mulberry32): the same seed gives the same history on every machine. */
export class Random {
  private state: number;

  constructor(seed: string) {
    this.state = hash(seed);
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number in [0, below). */
  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const value = list[this.int(list.length)];
    if (value === undefined) throw new RangeError("Nothing to pick from.");
    return value;
  }

  /** Picks by weight; null when every weight is 0. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T | null {
    let total = 0;
    for (const item of list) total += weight(item);
    if (total <= 0) return null;
    let at = this.next() * total;
    for (const item of list) {
      at -= weight(item);
      if (at < 0) return item;
    }
    return list[list.length - 1] ?? null;
  }

  hex(digits: number): string {
    let text = "";
    while (text.length < digits) text += this.int(65536).toString(16).padStart(4, "0");
    return text.slice(0, digits);
  }

  uuid(): string {
    const h = this.hex(32);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
  }
}
