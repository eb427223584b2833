import { dictionary } from "@zxcvbn-ts/language-common";
import { MAX_PASSWORD_BYTES, MIN_PASSWORD } from "./passwords.ts";

/** What someone would try first who knows where they are (ASVS 5.0, 6.1.2); docs/security.md lists them. */
export const CONTEXT_WORDS = ["vonage", "nexmo", "audit", "auditconsole", "console", "acme"] as const;

const COMMON = new Set(dictionary.passwords);

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}]/gu, "");

/** Why a password cannot be had, as a sentence; `null` when it can. Any characters will do, and none are asked for. */
export function refusalOf(password: string, name: string): string | null {
  if ([...password].length < MIN_PASSWORD)
    return `The password is too short: ${MIN_PASSWORD} characters at least.`;
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) return "The password is too long.";
  if (COMMON.has(password.toLowerCase())) return "The password is one of those that are tried first.";
  // A word that anyone here would try stays one with a year or a mark behind it.
  const own = [name, name.split("@", 1)[0] ?? "", ...CONTEXT_WORDS].map(letters);
  if (own.filter(Boolean).includes(letters(password)))
    return "The password is the user's name, or a word that anyone here would try, with little more.";
  return null;
}
