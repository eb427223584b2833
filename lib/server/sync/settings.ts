import type { Instant } from "../../audit/event.ts";
import { DAY, HOUR } from "./span.ts";

/** How the sync goes about its work. Durations in ms; the clock is a setting, so that a test can be days long. */
export interface SyncSettings {
  readonly now: () => Instant;
  readonly tickMs: number;
  /** An event that comes later than this is late: until then its window may still grow. */
  readonly settleMs: number;
  /** Nothing older is fetched, and what is older is removed once a day; `null`: everything is kept. */
  readonly retentionMs: number | null;
  /** Pages that one window of the backfill is made of; a rest of a quarter more is read along. */
  readonly windowPages: number;
  /** Pages of one window that are asked for at once. */
  readonly parallel: number;
  /** Readings of a window that shifted, before it is read page by page. */
  readonly attempts: number;
  /** A part without coverage up to so long at the newest end is the tick's; beyond, the backfill's. */
  readonly tailMs: number;
  /** When a window that could not be read whole is tried again. */
  readonly missingAgainMs: number;
  /** Late arrivals of so long ago are looked for so often. */
  readonly recentMs: number;
  readonly recentEveryMs: number;
  /** The past before is counted piece by piece, so often unless the cycle, in which all of it is counted, needs more. */
  readonly pastEveryMs: number;
  readonly pastCycleMs: number;
  readonly pruneEveryMs: number;
  /** After a refused key or secret, unless the secret changes before. */
  readonly refusedAgainMs: number;
  /** The pause after a failure doubles from the first to the second of these. */
  readonly backoffMs: readonly [first: number, most: number];
}

export const SYNC_DEFAULTS: SyncSettings = {
  now: Date.now,
  tickMs: 30_000,
  settleMs: 300_000,
  retentionMs: null,
  windowPages: 20,
  parallel: 4,
  attempts: 3,
  tailMs: HOUR,
  missingAgainMs: 600_000,
  recentMs: 50 * HOUR,
  recentEveryMs: 600_000,
  pastEveryMs: 1_800_000,
  pastCycleMs: 30 * DAY,
  pruneEveryMs: DAY,
  refusedAgainMs: HOUR,
  backoffMs: [1_000, 60_000],
};
