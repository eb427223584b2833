import type { AccountRef } from "@/components/shell/header";

/** Whose events an answer is of, inside a sentence: "Acme production and Acme EMEA", "all 7 accounts". */
export function accountWords(accounts: readonly AccountRef[]): string {
  const names = accounts.map(({ name }) => name);
  if (names.length === 0) return "this account";
  return names.length <= 2 ? names.join(" and ") : `all ${names.length} accounts`;
}
