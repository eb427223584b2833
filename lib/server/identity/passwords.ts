import "server-only";

import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** ASVS 5.0 6.2.1 asks for eight at least; longer than this is no password but a way to keep the hash function busy. */
export const MIN_PASSWORD = 8;
export const MAX_PASSWORD_BYTES = 1024;

// OWASP's first choice for argon2id (the library's own default): 19 MiB, two passes, one lane. Node's thread pool runs four at
// once at most.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

let decoy: Promise<string> | undefined;

/**
 * True when the password belongs to the digest. Without a digest (no such user, or one without a password) as much work is
 * done against a digest that nothing matches, so that time does not tell which names exist.
 */
export async function checkPassword(digest: string | null, password: string): Promise<boolean> {
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) return checkPassword(null, "");
  decoy ??= hashPassword(randomBytes(32).toString("base64"));
  const matches = await verify(digest ?? (await decoy), password);
  return digest !== null && matches;
}
