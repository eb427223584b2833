import type { AccountRef } from "@/components/shell/header";

/** Who asks, where they stand, and what may be offered to them. */
export interface PaletteScope {
  user: string;
  accounts: readonly AccountRef[];
  /** Whose events are in view: `null` where the address names none of the reader's accounts. */
  read: AccountRef | "all" | null;
  /** The pages that this reader may open. */
  pages: readonly { href: string; label: string }[];
  /** There is an archive, which answers what Vonage cannot. */
  archived: boolean;
}

/** What the palette asks: the account in view, by its key or `*`; only an archive can be asked for all. */
export function accountAsked({ accounts, read, archived }: PaletteScope): string | null {
  if (read === "all" && archived) return "*";
  return (read === "all" || read === null ? accounts[0] : read)?.apiKey ?? null;
}

/** "in Acme production"; nothing where there is no other. */
export function accountWords(accounts: readonly AccountRef[], asked: string | null): string {
  if (accounts.length < 2) return "";
  if (asked === "*") return `in all ${accounts.length} accounts`;
  return `in ${accounts.find(({ apiKey, name }) => apiKey === asked || name === asked)?.name ?? "another account"}`;
}
