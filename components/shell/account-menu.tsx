"use client";

import { Check, ChevronDown } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { eventsHref } from "@/lib/audit/links";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import type { AccountRef } from "./header";

/** Whose events a page is of: one account's, those of all of the reader's, or `null` where the address names none of them. */
type Read = AccountRef | "all" | null;

/** `asked`: what the address names. `wide`: the page is of the whole console. */
export function whatIsRead(accounts: readonly AccountRef[], asked: string | null, wide: boolean): Read {
  const all = wide || asked === "*";
  if (all && accounts.length > 1) return "all";
  if (all || asked === null) return accounts[0] ?? null;
  return accounts.find(({ apiKey, name }) => apiKey === asked || name === asked) ?? null;
}

export const eventsOf = (read: AccountRef | "all"): string =>
  eventsHref({ ...EMPTY_QUERY, account: read === "all" ? "*" : read.apiKey });

interface AccountMenuProps {
  accounts: readonly AccountRef[];
  read: Read;
  asked: string | null;
  /** Only an archive answers for all accounts at once. */
  offersAll: boolean;
}

/** Whose events are read, and the way to those of another account, or of all. */
export function AccountMenu({ accounts, read, asked, offersAll }: AccountMenuProps) {
  const [words, key] =
    read === null
      ? ["Choose an account", ""]
      : read === "all"
        ? ["All accounts", String(accounts.length)]
        : [read.name, read.apiKey];
  const check = (choice: Read) => (
    <Check size={14} className={choice === read ? "text-accent" : "invisible"} aria-hidden />
  );
  const each = accounts.map((account) => ({
    id: account.apiKey,
    label: account.name,
    icon: check(account),
    hint: <span className="mono">{account.apiKey}</span>,
    href: eventsOf(account),
  }));
  const all = {
    id: "all",
    label: "All accounts",
    icon: check("all"),
    hint: <span className="mono">{accounts.length}</span>,
    href: eventsOf("all"),
    separated: true,
  };
  return (
    <LazyMenu
      label={`Account: ${read === null ? `${asked ?? "none"}, not one of yours` : `${words} ${key}`}`}
      buttonClass={cn(buttonClass(), "ml-1 min-w-0 px-2")}
      button={
        <>
          <span className="overflow-hidden text-ellipsis">{words}</span>{" "}
          <span className="mono text-text-3 max-sm:hidden">{key}</span>
          <ChevronDown size={12} className="flex-none text-text-3" aria-hidden />
        </>
      }
      items={offersAll && accounts.length > 1 ? [...each, all] : each}
    />
  );
}
