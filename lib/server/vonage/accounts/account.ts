import { badParameter } from "../../../audit/errors.ts";
import type { Secret } from "./secret.ts";

/** One Vonage account. `name` is the operator's word for it, `apiKey` its lasting identity (`account_id` in events). */
export interface Account {
  readonly name: string;
  readonly apiKey: string;
  readonly secret: Secret;
}

/**
 * The account that `account=` names, by name or key; the first when it names none. `*` is no single account: callers deal
 * with it before. Throws `bad_parameter` for an unknown one, without listing those that exist.
 */
export function findAccount(accounts: readonly Account[], asked: string | null): Account {
  const found =
    asked === null ? accounts[0] : accounts.find(({ name, apiKey }) => name === asked || apiKey === asked);
  if (found === undefined) throw badParameter("account", "No account of this console has this name or key.");
  return found;
}
