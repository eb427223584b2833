import type { Instant } from "../../audit/event.ts";
import type { Coverage } from "../archive/archive.ts";
import { learnOrder, type UpstreamOrder, upstreamOrder } from "../vonage/order.ts";
import { UpstreamError } from "../vonage/index.ts";
import { checkPast, checkRecent, pastDueIn, recentDueIn } from "./checks.ts";
import { dueIn, isDue } from "./due.ts";
import { GapFiller } from "./fill.ts";
import { type Job, lastSecond } from "./job.ts";
import { type Notes, readNotes } from "./notes.ts";
import { gapsIn, nearPart, wantedGap } from "./plan.ts";
import type { SyncSettings } from "./settings.ts";
import { PAGE_SIZE, type Source } from "./source.ts";
import { type Span, readWhole, wholeSecond } from "./span.ts";
import type { SyncArchive } from "./sync-archive.ts";
import { tailOf, tick, unsettled } from "./tick.ts";
import { Wants } from "./wants.ts";

/** What is being read, for the status. */
export interface Progress {
  window: Span | null;
  page: number;
  pages: number;
  /** Events that the backfill has still to read; `null`: not known. */
  left: number | null;
  lastTickAt: Instant | null;
}

const FIRST_PAGES = 4;

export interface StepsOptions {
  readonly account: string;
  readonly archive: SyncArchive;
  readonly source: Source;
  readonly settings: SyncSettings;
  /** Before each page; may reject to end the step. */
  readonly beforePage: () => void;
  /** After what is urgent was done: somebody may be waiting for it. */
  readonly onUrgent: () => void;
}

/**
 * What there is to do for one account. Each step looks at the coverage anew and does what comes first, so that it may end anywhere.
 * What is new, and what people wait for, goes between the pages of all else.
 */
export class Steps {
  readonly wants = new Wants();
  readonly progress: Progress = { window: null, page: 0, pages: 0, left: null, lastTickAt: null };
  readonly #options: StepsOptions;
  readonly #urgent: Job;
  readonly #patient: Job;
  readonly #urgentFill: GapFiller;
  readonly #patientFill: GapFiller;
  #notes: Notes = readNotes(null);
  #order: UpstreamOrder | null = null;
  #again: Span | null = null;
  #tickNow = false;
  #shiftedTicks = 0;
  #brokenTail = false;
  #missedAt = -Infinity;
  #urgentRun: Promise<boolean> | null = null;

  constructor(options: StepsOptions) {
    this.#options = options;
    this.#urgent = this.#job(async () => {});
    this.#patient = this.#job(async () => {
      await (this.#urgentRun ?? this.urgent());
    });
    this.#urgentFill = new GapFiller(this.#urgent);
    this.#patientFill = new GapFiller(this.#patient);
  }

  /** What an earlier run has written down. */
  restore(notes: string | null): void {
    this.#notes = readNotes(notes);
  }

  /** Its newest end may lie after the last tick. */
  want(span: Span): void {
    this.wants.add(span);
    if (span.to > (this.progress.lastTickAt ?? -Infinity)) this.tickNow();
  }

  /** What is missing of it is tried once more. */
  again(span: Span): void {
    this.#again = span;
  }

  tickNow(): void {
    this.#tickNow = true;
  }

  /** The tick when it is due, and windows that people wait for. Resolves to whether there was anything. */
  urgent(): Promise<boolean> {
    this.#urgentRun ??= this.#doUrgent().finally(() => {
      this.#urgentRun = null;
      this.#options.onUrgent();
    });
    return this.#urgentRun;
  }

  async #doUrgent(): Promise<boolean> {
    const { archive, account } = this.#options;
    const ticked = await this.#tick();
    if (this.#again !== null && (await this.#tryAgain(this.#again))) return true;
    if (this.wants.all.length === 0) return ticked;
    const coverage = await archive.coverage(account);
    const gaps = gapsIn(coverage, this.#urgent);
    this.wants.sweep((want) => wantedGap(gaps, [want]) !== null);
    const gap = wantedGap(gaps, this.wants.all);
    if (gap === null) return ticked;
    await this.#urgentFill.fill(this.#near(gap), readWhole(coverage));
    return true;
  }

  /** A piece of it. Given up once a second had to be left, as always. */
  async #tryAgain(span: Span): Promise<boolean> {
    const { archive, account } = this.#options;
    const coverage = await archive.coverage(account);
    const gap = wantedGap(gapsIn(coverage, this.#urgent, true), [span]);
    if (gap !== null) await this.#urgentFill.fill(this.#near(gap), readWhole(coverage));
    if (gap === null || this.#urgentFill.takeMissed()) this.#again = null;
    return gap !== null;
  }

  async #tick(): Promise<boolean> {
    const { archive, account, settings } = this.#options;
    const now = settings.now();
    if (!this.#tickNow && this.#tickDueIn > 0) return false;
    this.#tickNow = false;
    const tail = this.#brokenTail ? null : tailOf(await archive.coverage(account), this.#urgent);
    if (tail === null) return false;
    try {
      const held = await tick(this.#urgent, tail);
      this.#shiftedTicks = held ? 0 : this.#shiftedTicks + 1;
    } catch (error) {
      // The backfill knows how to go around an answer that cannot be used.
      this.#brokenTail = error instanceof UpstreamError && error.code === "upstream_malformed";
      throw error;
    }
    // Newer events do not shift a window whose end is fixed; late ones may, once or twice.
    if (this.#shiftedTicks === 0 || this.#shiftedTicks >= settings.attempts) this.progress.lastTickAt = now;
    return true;
  }

  /** One piece of everything else. Resolves to whether there was anything. */
  async patient(): Promise<boolean> {
    const { archive, account, settings } = this.#options;
    const job = this.#patient;
    const now = settings.now();
    const coverage = await archive.coverage(account);
    const old = isDue(this.#missedAt, settings.missingAgainMs, now) ? unsettled(coverage, job) : null;
    if (old !== null) {
      await this.#patientFill.fill(old, readWhole(coverage));
      if (this.#patientFill.takeMissed()) this.#missedAt = now;
      return true;
    }
    if (recentDueIn(job) === 0) return (await checkRecent(coverage, job), true);
    if (settings.retentionMs !== null && isDue(this.#notes.prunedAt, settings.pruneEveryMs, now))
      return (await this.#prune(wholeSecond(now - settings.retentionMs), now), true);
    if (await this.#backfill(coverage)) return true;
    // What has just been read need not be counted.
    if (this.#notes.pastAt === 0) await this.#setNotes({ ...this.#notes, pastAt: now });
    if ((await pastDueIn(job)) > 0) return false;
    await checkPast(coverage, job);
    return true;
  }

  async #prune(before: Instant, now: Instant): Promise<void> {
    const { archive, account } = this.#options;
    // Written down first: what a removal leaves uncovered must not be fetched again.
    await this.#setNotes({ ...this.#notes, prunedBefore: before });
    await archive.prune(account, before);
    await this.#setNotes({ ...this.#notes, prunedAt: now });
  }

  async #backfill(coverage: readonly Coverage[]): Promise<boolean> {
    const { settings } = this.#options;
    const job = this.#brokenTail
      ? { ...this.#patient, settings: { ...settings, tailMs: -1 } }
      : this.#patient;
    const gaps = gapsIn(coverage, job);
    const [newest] = gaps;
    const oldest = gaps.at(-1);
    if (newest === undefined || oldest === undefined) {
      this.progress.left = 0;
      return false;
    }
    const { left } = this.progress;
    // How much is left says whether it is one window, and is not known at first: its first page tells.
    const isShort = left === null || left <= settings.windowPages * PAGE_SIZE;
    const gap = isShort ? newest : this.#near(newest);
    const known = readWhole(coverage);
    // The very first window is a short one: people see the newest events at once.
    const pages = left === null && known.length === 0 ? FIRST_PAGES : settings.windowPages;
    const read = await this.#patientFill.fill(gap, known, {
      newestFirst: left === null,
      pages: Math.min(pages, settings.windowPages),
    });
    this.#patientFill.takeMissed();
    if (read === null) return true;
    if (!this.#patientFill.inTrouble) this.#brokenTail = false;
    if (read.span.to === lastSecond(job)) this.progress.lastTickAt = settings.now();
    const isAll = gaps.length === 1 && gap.from === oldest.from;
    const total = isAll || read.state === "far" ? read.total : left;
    this.progress.left = total === null ? null : Math.max(0, total - read.events.length);
    return true;
  }

  get #tickDueIn(): number {
    const { settings } = this.#options;
    return dueIn(this.progress.lastTickAt ?? -Infinity, settings.tickMs, settings.now());
  }

  /** Milliseconds until something is due, when there is nothing to do now. */
  async dueIn(): Promise<number> {
    const { archive, account, settings } = this.#options;
    const { missingAgainMs, now } = settings;
    const missing = (await archive.coverage(account))
      .filter(({ state }) => state === "missing")
      .map(({ readAt }) => dueIn(readAt, missingAgainMs, now()));
    const checks = [recentDueIn(this.#patient), await pastDueIn(this.#patient)];
    return Math.min(this.#tickDueIn || settings.tickMs, ...checks, ...missing);
  }

  /** `missing`: all has been read but windows that could not be read whole, which are tried again. */
  async extent(): Promise<"all" | "missing" | "part"> {
    const coverage = await this.#options.archive.coverage(this.#options.account);
    if (gapsIn(coverage, this.#patient, true).length === 0) return "all";
    return gapsIn(coverage, this.#patient).length === 0 ? "missing" : "part";
  }

  #near(gap: Span): Span {
    const { account, settings } = this.#options;
    return nearPart(gap, upstreamOrder(account), settings.now());
  }

  #job(before: () => Promise<void>): Job {
    const { account, archive, beforePage, settings, source } = this.#options;
    return {
      account,
      archive,
      settings,
      source: {
        page: async (...wish) => {
          await before();
          beforePage();
          return source.page(...wish);
        },
      },
      orderOf: (events) => learnOrder(account, events) ?? "newest",
      notes: () => this.#notes,
      setNotes: (notes) => this.#setNotes(notes),
      reading: (window, page, pages) => Object.assign(this.progress, { window, page, pages }),
    };
  }

  async #setNotes(notes: Notes): Promise<void> {
    this.#notes = notes;
    await this.#options.archive.setSyncState(this.#options.account, { notes: JSON.stringify(notes) });
  }

  /** Keeps the order once it is learnt, and when it changes. */
  async keepOrder(): Promise<void> {
    const order = upstreamOrder(this.#options.account) ?? null;
    if (order === null || order === this.#order) return;
    await this.#options.archive.setSyncState(this.#options.account, { order });
    this.#order = order;
  }
}
