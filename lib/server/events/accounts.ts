import "server-only";
import { AuditError, badParameter } from "../../audit/errors.ts";
import { config } from "../config.ts";
import type { Account } from "../vonage/accounts/account.ts";
import type { Principal } from "../identity/index.ts";

/** The accounts a reader may see, in the operator's order. */
export function accountsOf(principal: Principal): Account[] {
  const { accounts } = config();
  return principal.accounts === "*"
    ? [...accounts]
    : accounts.filter((a) => principal.accounts.includes(a.apiKey));
}

/** The accounts a request means: with an archive `*` is every one that the reader may see. Refuses as `resolveAccount` does. */
export function resolveAccounts(
  principal: Principal,
  asked: string | null,
  archived: boolean,
): [Account, ...Account[]] {
  if (asked !== "*" || !archived) return [resolveAccount(principal, asked)];
  const first = resolveAccount(principal, null);
  return [first, ...accountsOf(principal).filter((account) => account !== first)];
}

/**
 * The account a request means: by name or key, or the reader's first. Unknown is 400 `bad_parameter`, one that is not granted
 * 403 `account_forbidden`, `*` 400 `needs_archive`.
 */
export function resolveAccount(principal: Principal, asked: string | null): Account {
  if (asked === "*") {
    throw new AuditError("needs_archive", "All accounts at once can only be asked of the archive.", {
      field: "account",
    });
  }
  const granted = accountsOf(principal);
  if (asked === null) {
    const [first] = granted;
    if (first) return first;
    throw new AuditError("account_forbidden", "No account is granted to you. An admin can grant one.");
  }
  const { accounts } = config();
  const account = accounts.find((a) => a.apiKey === asked) ?? accounts.find((a) => a.name === asked);
  if (!account) throw badParameter("account", "No account of the console has this name or API key.");
  if (!granted.includes(account)) {
    throw new AuditError(
      "account_forbidden",
      `${account.name} is not granted to you. An admin can grant it.`,
      {
        field: "account",
      },
    );
  }
  return account;
}
