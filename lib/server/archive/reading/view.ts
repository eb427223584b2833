import type { Db, Trx } from "../db.ts";
import { AccountColumns } from "./account-columns.ts";
import { SegmentCache } from "./segment-cache.ts";

/** What one reading sees: a transaction, in which nothing changes, and what this connection has unpacked before. */
export interface View {
  readonly trx: Trx;
  readonly caseSensitive: boolean;
  /** The account as it stands in this transaction; `null` when nothing was ever written for it. */
  account(key: string): Promise<AccountColumns | null>;
}

export interface ReadingOptions {
  /** `AUDIT_SEARCH_CASE=sensitive`. */
  readonly caseSensitive: boolean;
}

interface Kept {
  readonly segments: SegmentCache;
  readonly accounts: Map<string, AccountColumns>;
}

const kept = new WeakMap<Db, Kept>();

/** Runs one reading in one read transaction of its own. */
export function inView<Result>(
  db: Db,
  { caseSensitive }: ReadingOptions,
  read: (view: View) => Promise<Result>,
): Promise<Result> {
  let own = kept.get(db);
  if (own === undefined) kept.set(db, (own = { segments: new SegmentCache(), accounts: new Map() }));
  const { segments, accounts } = own;
  const seen = new Map<string, AccountColumns | null>();
  return db.transaction().execute((trx) =>
    read({
      trx,
      caseSensitive,
      async account(key) {
        const before = seen.get(key);
        if (before !== undefined) return before;
        const known = accounts.get(key) ?? new AccountColumns(key, segments);
        const found = (await known.refresh(trx)) ? known : null;
        if (found !== null) accounts.set(key, found);
        seen.set(key, found);
        return found;
      },
    }),
  );
}

/** The accounts of a question that the archive knows, each once, in the order of their keys: that of equal ids. */
export async function accountsOf(view: View, keys: readonly string[]): Promise<AccountColumns[]> {
  const found: AccountColumns[] = [];
  for (const key of [...new Set(keys)].sort()) {
    const account = await view.account(key);
    if (account !== null) found.push(account);
  }
  return found;
}
