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
