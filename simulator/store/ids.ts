import { hash, scramble } from "../data/random";

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const hex16 = (value: number) => `${HEX[(value >>> 8) & 255]}${HEX[value & 255]}`;
const hex32 = (value: number) => hex16(value >>> 16) + hex16(value);

/** Undoes `scramble`: the multipliers are the inverses modulo 2^32, the shifts undo themselves. */
function unscramble(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7ed1b41d);
  x = Math.imul(x ^ (x >>> 13) ^ (x >>> 26), 0xa5cb9243);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * UUIDs for records 0, 1, 2, … that can be read back: the first eight digits are a permutation of the record's number, the
 * others a hash of it. So an id is found without keeping a million of them.
 */
export class IdSpace {
  private readonly keys: readonly [number, number, number, number];

  constructor(seed: string) {
    this.keys = [hash(`${seed}/0`), hash(`${seed}/1`), hash(`${seed}/2`), hash(`${seed}/3`)];
  }

  idOf(record: number): string {
    const [k0, k1, k2, k3] = this.keys;
    const b = scramble((record ^ k1) + 1);
    const c = scramble((record ^ k2) + 2);
    const d = scramble((record ^ k3) + 3);
    const version = 0x4000 | (b & 0x0fff);
    const variant = 0x8000 | (c & 0x3fff);
    const head = hex32(scramble(record ^ k0));
    return `${head}-${hex16(b >>> 16)}-${hex16(version)}-${hex16(variant)}-${hex16(c >>> 16)}${hex32(d)}`;
  }

  /** The record with this id, were it one of ours; null when no record can have it. */
  recordOf(id: string): number | null {
    if (!/^[0-9a-f]{8}-/.test(id)) return null;
    const record = (unscramble(Number.parseInt(id.slice(0, 8), 16)) ^ this.keys[0]) >>> 0;
    return record < 0x7fffffff && this.idOf(record) === id ? record : null;
  }
}
