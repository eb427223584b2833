import type { Instant } from "../../audit/event.ts";
import type { Coverage } from "../archive/archive.ts";
import { DAY, type Span, readWhole } from "./span.ts";

export interface SyncStatus {
  /** `done`: all that there is has been read, and the ticks go on. `failed`: the last try failed, or windows are missing; both are tried again. */
  readonly state: "running" | "paused" | "done" | "failed";
  /** Why it is paused or failed, in one sentence; else `null`. */
  readonly reason: string | null;
  /** Whole days that are covered. */
  readonly doneDays: number;
  /** Days still to be read, reckoned from the events that remain; 0 when done, `null` while not known. */
  readonly remainingDays: number | null;
  /** Calls a second in the last ten seconds. */
  readonly rate: number;
  /** What is being read now. */
  readonly window: Span | null;
  /** Page `page` of `pages`. */
  readonly page: number;
  readonly pages: number;
  /** Until the past is read; `null` while not known. */
  readonly etaSeconds: number | null;
  readonly lastTickAt: Instant | null;
  /** How far behind now the newest known second is; `null` before the first. */
  readonly lagSeconds: number | null;
}

/** Days of the covered spans; one without a lower end counts from the first event. */
export function coveredDays(coverage: readonly Coverage[], first: Instant | null): number {
  let sum = 0;
  for (const { from, to } of readWhole(coverage)) {
    const start = from ?? first ?? to;
    if (to > start) sum += to - start;
  }
  return Math.floor(sum / DAY);
}

/** The days that so many events take up, where the events read so far are as dense. */
export function daysOf(events: number, held: number, heldDays: number): number | null {
  if (events === 0) return 0;
  if (held === 0 || heldDays === 0) return null;
  return Math.max(1, Math.ceil((events / held) * heldDays));
}

/** Calls a second over the last ten seconds. */
export class Rate {
  #at: number[] = [];

  note(): void {
    this.#at.push(performance.now());
    if (this.#at.length > 10_000) this.#at.splice(0, 5_000);
  }

  get perSecond(): number {
    const now = performance.now();
    this.#at = this.#at.filter((at) => now - at <= 10_000);
    const [first] = this.#at;
    if (first === undefined) return 0;
    return this.#at.length / Math.max(1, (now - first) / 1000);
  }
}
