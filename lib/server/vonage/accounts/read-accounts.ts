import { z } from "zod";
import type { Account } from "./account.ts";
import { Secret } from "./secret.ts";

const CONTROL = /[\u0000-\u001f\u007f]/;

/** Goes into HTTP Basic (no colon), comma lists and URLs: Vonage's own keys are eight letters and digits. */
export const apiKeySchema = z
  .string("must be text")
  .regex(/^[A-Za-z0-9._-]{1,128}$/, "must be 1 to 128 letters, digits, dots, hyphens or underscores");

export const apiSecretSchema = z
  .string("must be text")
  .min(1, "must not be empty")
  .max(1024, "must be at most 1024 characters")
  .refine((text) => !CONTROL.test(text), "must not contain control characters");

const nameSchema = z
  .string("must be text")
  .trim()
  .min(1, "must not be empty")
  .max(100, "must be at most 100 characters")
  .refine((name) => name !== "*", "must not be *, which means all accounts")
  .refine((name) => !CONTROL.test(name), "must not contain control characters");

const fileSchema = z
  .array(
    z.strictObject(
      { name: nameSchema, apiKey: apiKeySchema, apiSecret: apiSecretSchema },
      // zod's own words for a surplus key repeat it, and a misplaced secret may well be that key.
      "must be an object of name, apiKey and apiSecret",
    ),
    "must be a list of {name, apiKey, apiSecret}",
  )
  .min(1, "must hold at least one account");

/** What `JSON.parse` made of an accounts file. Throws an Error whose message is the rest of a sentence ("entry 2: …"). */
export function readAccounts(value: unknown): Account[] {
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [index, field] = issue?.path ?? [];
    const where =
      typeof index === "number"
        ? `entry ${index + 1}${field === undefined ? "" : `, ${String(field)}`}: `
        : "";
    throw new Error(`${where}${issue?.message ?? "is not a list of accounts"}`);
  }
  return parsed.data.map(({ name, apiKey, apiSecret }) => ({ name, apiKey, secret: new Secret(apiSecret) }));
}

/** The first name or key that stands for two accounts, or `null`. A name may repeat its own key only. */
export function clashOf(accounts: readonly Account[]): "name" | "key" | null {
  const keys = new Set(accounts.map(({ apiKey }) => apiKey));
  if (keys.size < accounts.length) return "key";
  if (new Set(accounts.map(({ name }) => name)).size < accounts.length) return "name";
  return accounts.some(({ name, apiKey }) => name !== apiKey && keys.has(name)) ? "name" : null;
}
