import "server-only";
import { AuditError } from "../../audit/errors.ts";
import type { EventQuery } from "../../audit/query.ts";
import { needsArchive } from "../../audit/query-params.ts";
import { type HeldArchive, heldArchive } from "../archive/held.ts";
import { authorise, type Principal } from "../identity/index.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { resolveAccounts } from "./accounts.ts";

export interface Asked {
  /** At least one; several only with an archive. */
  readonly accounts: readonly [Account, ...Account[]];
  /** `null`: the archive is off. */
  readonly held: HeldArchive | null;
  /** The upstream cannot answer this. */
  readonly archiveOnly: boolean;
}

/** Whom a query asks. Refuses what this reader may not see, and what only an archive that is off could answer. */
export function asked(principal: Principal, query: EventQuery): Asked {
  const held = heldArchive();
  const [beyond] = needsArchive({ ...query, account: null });
  if (held === null && beyond !== undefined) {
    throw new AuditError(
      "filter_needs_archive",
      `Vonage cannot filter by ${beyond}; the archive can, and it is off.`,
      { field: beyond },
    );
  }
  const accounts = resolveAccounts(principal, query.account, held !== null);
  for (const { apiKey } of accounts) authorise(principal, "read", apiKey);
  return { accounts, held, archiveOnly: beyond !== undefined || query.account === "*" };
}
