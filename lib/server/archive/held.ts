import "server-only";
import type { Instant } from "../../audit/event.ts";
import type { Archive } from "./archive.ts";

/** What fills the archive, as far as those who read it need to know. */
export interface Filler {
  /** Reads up to now, unless that was done within `maxAgeMs`. Resolves when it is done or failed, or after `waitMs`. */
  freshen(account: string, maxAgeMs: number, waitMs: number): Promise<void>;
  /** Moves a span to the front of the queue. */
  want(account: string, from: Instant | null, to: Instant): void;
  /** Whether the span is covered, at the latest after `waitMs`. */
  waitFor(account: string, from: Instant | null, to: Instant, waitMs: number): Promise<boolean>;
  /** The same for what somebody wants tried once more, however short a while ago it was tried in vain. */
  again?(account: string, from: Instant | null, to: Instant): void;
  status?(account: string): Promise<FillStatus>;
  /** Both outlast a restart. */
  pause?(account: string): Promise<void>;
  resume?(account: string): Promise<void>;
}

/** How far the filling of one account is. */
export interface FillStatus {
  /** `done`: all that there is was read, and what is new goes on being read. `failed`: it is tried again by itself. */
  readonly state: "running" | "paused" | "done" | "failed";
  /** Why it is paused or failed, in one sentence; else `null`. */
  readonly reason: string | null;
  readonly doneDays: number;
  /** 0 when done, `null` while not known. */
  readonly remainingDays: number | null;
  /** Calls a second. */
  readonly rate: number;
  /** What is being read now: page `page` of `pages`. */
  readonly window: { readonly from: Instant | null; readonly to: Instant } | null;
  readonly page: number;
  readonly pages: number;
  readonly etaSeconds: number | null;
}

export interface HeldArchive {
  readonly archive: Archive;
  /** `null` where nothing fills it: a copy that is only read. */
  readonly filler: Filler | null;
  /** Moments younger than this may still get events. */
  readonly settleMs: number;
}

// Routes, pages and instrumentation get module instances of their own; the archive is opened once.
const KEY = Symbol.for("audit-console.archive");
const holder = globalThis as { [KEY]?: HeldArchive };

/** The process's archive; `null` when it is off. */
export const heldArchive = (): HeldArchive | null => holder[KEY] ?? null;

export function holdArchive(held: HeldArchive | null): void {
  if (held === null) delete holder[KEY];
  else holder[KEY] = held;
}
