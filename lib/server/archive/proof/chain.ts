import { createHash } from "node:crypto";

const sha256 = (...parts: (string | Uint8Array)[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** What stands before the first record: an account's records cannot pass for those of another. */
export const genesis = (account: string): Uint8Array => sha256(`audit-console archive 1\n${account}`);

/** SHA-256 of the exact text in UTF-8. */
export const digestOf = (raw: string): Uint8Array => sha256(raw);

/** SHA-256(chain before ‖ seq, 8 bytes ‖ length of the id, 4 bytes ‖ id ‖ digest), numbers with the high byte first. */
export function link(before: Uint8Array, seq: number, id: string, digest: Uint8Array): Uint8Array {
  const name = Buffer.from(id, "utf8");
  const head = Buffer.alloc(12);
  head.writeBigUInt64BE(BigInt(seq));
  head.writeUInt32BE(name.length, 8);
  return sha256(before, head, name, digest);
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
