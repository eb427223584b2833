import type { HeldArchive } from "./held.ts";

/** How far all accounts of the archive are, together and without a name. Days and seconds; `null`: not known. */
export interface FillHealth {
  /** `failed`: it cannot be read, or an account is not being read. `behind`: what is new has not been read for long. */
  readonly state: "ok" | "paused" | "behind" | "failed";
  /** Of the account that is furthest behind. */
  readonly lagSeconds: number | null;
  readonly coverage: {
    readonly done: number;
    readonly remaining: number | null;
    readonly gaps: number;
  } | null;
  /** Other bytes for known ids that nobody has recorded as known. */
  readonly discrepancies: number | null;
}

export interface AccountFill {
  readonly account: string;
  readonly events: number;
  readonly state: "running" | "paused" | "done" | "failed" | "unknown";
  readonly lagSeconds: number | null;
  readonly done: number | null;
  readonly remaining: number | null;
  /** Spans that were asked for and are not complete. */
  readonly gaps: number;
  /** Other bytes for known ids that nobody has recorded as known. */
  readonly discrepancies: number;
}

/** What is new is read every half a minute; an upstream that throttles for a while is no reason to wake anybody. */
const LARGE_LAG_S = 15 * 60;

async function accountFill({ archive, filler }: HeldArchive, account: string): Promise<AccountFill> {
  const [coverage, holdings, discrepancies, status] = await Promise.all([
    archive.coverage(account),
    archive.holdings(account),
    archive.unknownDiscrepancies(account),
    filler?.status?.(account),
  ]);
  const read = coverage.filter(({ state }) => state !== "missing");
  const newest = read.length === 0 ? null : Math.max(...read.map(({ to }) => to));
  return {
    account,
    events: holdings.events,
    state: status?.state ?? "unknown",
    lagSeconds: newest === null ? null : Math.max(0, Math.round((Date.now() - newest) / 1000)),
    done: status?.doneDays ?? null,
    remaining: status?.remainingDays ?? null,
    gaps: coverage.length - read.length,
    discrepancies,
  };
}

export function fillHealth(fills: readonly AccountFill[]): FillHealth {
  const lags = fills.flatMap(({ lagSeconds }) => lagSeconds ?? []);
  const lagSeconds = lags.length < fills.length || lags.length === 0 ? null : Math.max(...lags);
  const has = (state: AccountFill["state"]) => fills.some((fill) => fill.state === state);
  const isBehind = lags.some((lag) => lag > LARGE_LAG_S);
  return {
    state: has("failed") ? "failed" : isBehind ? "behind" : has("paused") ? "paused" : "ok",
    lagSeconds,
    coverage: {
      done: sum(fills.map(({ done }) => done ?? 0)),
      remaining: fills.some(({ remaining }) => remaining === null)
        ? null
        : sum(fills.map(({ remaining }) => remaining ?? 0)),
      gaps: sum(fills.map(({ gaps }) => gaps)),
    },
    discrepancies: sum(fills.map(({ discrepancies }) => discrepancies)),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Everyone may ask for health: within this time one look holds for all. */
const HOLDS_MS = 3_000;
const looks = new WeakMap<HeldArchive, { until: number; fills: Promise<AccountFill[]> }>();

/** How each account stands, at most three seconds ago. */
export function accountFills(held: HeldArchive, accounts: readonly string[]): Promise<AccountFill[]> {
  const look = looks.get(held);
  const now = performance.now();
  if (look !== undefined && now < look.until) return look.fills;
  const fills = Promise.all(accounts.map((account) => accountFill(held, account)));
  looks.set(held, { until: now + HOLDS_MS, fills });
  return fills;
}
