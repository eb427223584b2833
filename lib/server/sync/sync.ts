import "server-only";
import type { Filler } from "../archive/held.ts";
import type { Account } from "../vonage/index.ts";
import { AccountSync } from "./account-sync.ts";
import { SYNC_DEFAULTS, type SyncSettings } from "./settings.ts";
import { upstreamSource } from "./source.ts";
import type { SyncStatus } from "./status.ts";
import type { SyncArchive } from "./sync-archive.ts";

export interface SyncOptions {
  readonly archive: SyncArchive;
  readonly accounts: readonly Account[];
  readonly zone: string;
  readonly dateSuffix: string;
  readonly settings?: Partial<SyncSettings>;
}

/** The sync of all accounts of a process. Accounts are named by API key; an unknown one is a `RangeError`. */
export interface Sync extends Filler {
  status(account: string): Promise<SyncStatus>;
  /** Both are kept across restarts. */
  pause(account: string): Promise<void>;
  resume(account: string): Promise<void>;
  /** Ends all calls that are under way. Nothing depends on it: the archive holds all that is known. */
  stop(): Promise<void>;
}

/** Starts one loop for each account; they share nothing but the archive. */
export function startSync(options: SyncOptions): Sync {
  const { archive, accounts, zone, dateSuffix } = options;
  const settings = { ...SYNC_DEFAULTS, ...options.settings };
  const stopping = new AbortController();
  const { signal } = stopping;
  const syncs = new Map(
    accounts.map((account) => {
      const secretGeneration = () => {
        account.rotation?.check();
        return account.secret.generation;
      };
      const source = upstreamSource(account, { zone, dateSuffix, signal });
      const { name, apiKey } = account;
      return [apiKey, new AccountSync({ name, apiKey, secretGeneration }, archive, source, settings)];
    }),
  );
  const running = [...syncs.values()].map((sync) => sync.run(signal));
  const of = (account: string): AccountSync => {
    const sync = syncs.get(account);
    if (sync === undefined) throw new RangeError("The sync knows no such account.");
    return sync;
  };
  return {
    status: async (account) => of(account).status(),
    pause: async (account) => of(account).pause(),
    resume: async (account) => of(account).resume(),
    want: (account, from, to) => of(account).want({ from, to }),
    again: (account, from, to) => of(account).again({ from, to }),
    waitFor: async (account, from, to, waitMs) => of(account).waitFor({ from, to }, waitMs),
    freshen: async (account, maxAgeMs, waitMs) => of(account).freshen(maxAgeMs, waitMs),
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
