import type { AuditEvent } from "../../audit/event.ts";
import { UpstreamError } from "../vonage/index.ts";
import { type Job, keep, settledUpTo } from "./job.ts";
import { readWindow, type WindowRead } from "./read-window.ts";
import { DAY, SECOND, type Span, overlap, wholeSecond, withEdges } from "./span.ts";

/** A window without a lower end is narrowed from this. */
const LONG = 4096 * DAY;

export interface HowToFill {
  /** A long list that begins with the oldest is given up: `far`. */
  readonly newestFirst?: boolean;
  /** Of the window; as the settings say unless given. */
  readonly pages?: number;
}

/**
 * Fills gaps, a window a time. A window that does not hold still, or has an answer in it that cannot be used, is narrowed until the rest
 * around it is read; what is left of it, a second, is marked as missing and tried again later.
 */
export class GapFiller {
  readonly #job: Job;
  /** The longest window now; `null`: any. */
  #most: number | null = null;
  #shifts = 0;
  #missed = false;

  constructor(job: Job) {
    this.#job = job;
  }

  get inTrouble(): boolean {
    return this.#most !== null;
  }

  /** Whether a second had to be left since this was asked last. */
  takeMissed(): boolean {
    const missed = this.#missed;
    this.#missed = false;
    return missed;
  }

  /** One window of the gap. `known` is what is covered around it. Rejects with `UpstreamError`s that narrowing cannot help. */
  async fill(whole: Span, known: readonly Span[], how: HowToFill = {}): Promise<WindowRead | null> {
    const gap = this.#limited(whole);
    const settled = settledUpTo(this.#job);
    let read: WindowRead;
    try {
      read = await this.#read(gap, withEdges(gap, known), how);
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.code !== "upstream_malformed") throw error;
      await this.#narrow(gap, [], error.message);
      throw error;
    }
    if (read.state === "far") return read;
    if (read.state === "whole") {
      await keep(this.#job, read.span, read.events, settled);
      this.#shifts = 0;
      if (this.#most !== null) this.#most = this.#most > LONG ? null : this.#most * 2;
      return read;
    }
    this.#shifts += 1;
    if (this.#shifts >= this.#job.settings.attempts || this.#most !== null)
      await this.#narrow(gap, read.events, "Its pages did not hold still: some events may be missing.");
    return null;
  }

  #limited(gap: Span): Span {
    if (this.#most === null) return gap;
    return overlap(gap, { from: gap.to - this.#most + SECOND, to: gap.to }) ?? gap;
  }

  #read(gap: Span, asked: Span, { newestFirst = false, pages }: HowToFill): Promise<WindowRead> {
    const { source, settings, orderOf, reading } = this.#job;
    return readWindow(source, {
      gap,
      asked,
      newestFirst,
      // Cut elsewhere than the last time: a wrong time at the cut would spoil it again.
      pages: Math.max(1, (pages ?? settings.windowPages) - this.#shifts),
      parallel: settings.parallel,
      orderOf,
      onPage: (page, pages) => reading(gap, page, pages),
    });
  }

  async #narrow(gap: Span, events: readonly AuditEvent[], reason: string): Promise<void> {
    const length = gap.from === null ? LONG : gap.to - gap.from + SECOND;
    this.#shifts = 0;
    if (length > SECOND) {
      this.#most = Math.max(SECOND, wholeSecond(Math.min(length, this.#most ?? length) / 2));
      return;
    }
    const { account, archive, settings } = this.#job;
    this.#missed = true;
    const readAt = wholeSecond(settings.now());
    await archive.writePart({ account, ...gap, settled: false, readAt, events }, reason);
  }
}
