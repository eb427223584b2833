import { AuditError } from "../../audit/errors.ts";
import { log } from "../log.ts";
import { pause } from "../vonage/deadline.ts";
import { recallOrder } from "../vonage/order.ts";
import type { SyncSettings } from "./settings.ts";
import { PAGE_SIZE, type Source } from "./source.ts";
import { SECOND, type Span, isCovered, readWhole } from "./span.ts";
import { coveredDays, daysOf, Rate, type SyncStatus } from "./status.ts";
import { Steps } from "./steps.ts";
import type { SyncArchive } from "./sync-archive.ts";
import { Trouble } from "./trouble.ts";

export interface SyncAccount {
  readonly name: string;
  readonly apiKey: string;
  /** Grows when the secret was read anew. */
  readonly secretGeneration: () => number;
}

/** Ends a step between two pages: somebody has paused the sync. */
class Interrupted extends Error {}

/** So often a sync that waits looks whether the secret has changed. */
const LOOK_MS = 3_000;

/** One account's sync: runs its steps until it is stopped, goes round failures, and says how far it is. */
export class AccountSync {
  readonly #account: SyncAccount;
  readonly #archive: SyncArchive;
  readonly #settings: SyncSettings;
  readonly #steps: Steps;
  readonly #rate = new Rate();
  readonly #trouble: Trouble;
  readonly #listeners = new Set<() => void>();
  #paused = false;
  #restored = false;
  #extent: "all" | "missing" | "part" = "part";
  #nudged = new AbortController();

  constructor(account: SyncAccount, archive: SyncArchive, source: Source, settings: SyncSettings) {
    this.#account = account;
    this.#archive = archive;
    this.#settings = settings;
    this.#trouble = new Trouble(settings, account.secretGeneration);
    const beforePage = () => {
      if (this.#paused) throw new Interrupted();
      this.#rate.note();
    };
    const onUrgent = () => this.#tellAll();
    this.#steps = new Steps({ account: account.apiKey, archive, source, settings, beforePage, onUrgent });
  }

  /** Until the signal aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#nudged = new AbortController();
      const waitMs = await this.step(signal);
      if (waitMs === 0) continue;
      await pause(waitMs, AbortSignal.any([signal, this.#nudged.signal])).catch(() => undefined);
    }
  }

  /** One piece of work. Resolves to how long there is nothing to do, in ms. */
  async step(signal?: AbortSignal): Promise<number> {
    try {
      if (!this.#restored) await this.#restore();
      if (this.#paused) return LOOK_MS;
      const { waitMs } = this.#trouble;
      if (waitMs > 0) return Math.min(waitMs, LOOK_MS);
      const worked = (await this.#steps.urgent()) || (await this.#steps.patient());
      await this.#steps.keepOrder();
      this.#extent = await this.#steps.extent();
      this.#trouble.clear();
      if (worked) return 0;
      Object.assign(this.#steps.progress, { window: null, page: 0, pages: 0 });
      return Math.max(1, await this.#steps.dueIn());
    } catch (error) {
      if (signal?.aborted || error instanceof Interrupted) return 0;
      this.#failed(error);
      return this.step(signal);
    } finally {
      this.#tellAll();
    }
  }

  #tellAll(): void {
    for (const listener of this.#listeners) listener();
  }

  async #restore(): Promise<void> {
    const { paused, order, notes } = await this.#archive.syncState(this.#account.apiKey);
    if (order !== null) recallOrder(this.#account.apiKey, order);
    this.#steps.restore(notes);
    this.#paused = paused;
    this.#restored = true;
  }

  #failed(error: unknown): void {
    const before = this.#trouble.reason;
    this.#trouble.failed(error);
    const { reason } = this.#trouble;
    // One line for each new failure, not one for each try.
    if (reason === before) return;
    const detail = error instanceof AuditError ? error.code : String(error);
    log("warn", "the sync of an account failed and is tried again", {
      account: this.#account.name,
      reason,
      detail,
    });
  }

  async pause(): Promise<void> {
    await this.#archive.setSyncState(this.#account.apiKey, { paused: true });
    this.#paused = true;
  }

  /** Goes on at once, also after a refused key. */
  async resume(): Promise<void> {
    await this.#archive.setSyncState(this.#account.apiKey, { paused: false });
    this.#paused = false;
    this.#trouble.clear();
    this.#nudged.abort();
  }

  /** Moves what of the window is not covered yet to the front. */
  want(span: Span): void {
    this.#steps.want(span);
    this.#nudged.abort();
  }

  /** The same, also of what was tried in vain a short while ago. */
  again(span: Span): void {
    this.#steps.again(span);
    this.#nudged.abort();
  }

  /** Wants it, and resolves to whether it is covered within `ms`. */
  async waitFor(span: Span, ms: number): Promise<boolean> {
    if (await this.#covers(span)) return true;
    this.want(span);
    return this.#until(() => this.#covers(span), ms);
  }

  /** Reads up to now, unless that was done within `maxAgeMs`. Resolves when that is done or has failed, at the latest after `ms`. */
  async freshen(maxAgeMs: number, ms: number): Promise<void> {
    const { now } = this.#settings;
    const asked = now();
    const isFresh = (since: number) => (this.#steps.progress.lastTickAt ?? -Infinity) >= since;
    if (isFresh(asked - maxAgeMs) || this.#isResting) return;
    this.#steps.tickNow();
    this.#nudged.abort();
    await this.#until(async () => isFresh(asked) || this.#isResting, ms);
  }

  get #isResting(): boolean {
    return this.#paused || this.#trouble.waitMs > 0;
  }

  /** Looks after each step; resolves to false after `ms`. */
  #until(isTrue: () => Promise<boolean>, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (found: boolean) => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        resolve(found);
      };
      const look = () => {
        isTrue().then(
          (found) => found && end(true),
          () => end(false),
        );
      };
      const timer = setTimeout(end, ms, false);
      this.#listeners.add(look);
    });
  }

  async #covers(span: Span): Promise<boolean> {
    return isCovered(span, await this.#archive.coverage(this.#account.apiKey));
  }

  /** Asks the archive alone. */
  async status(): Promise<SyncStatus> {
    const { apiKey } = this.#account;
    const [coverage, held] = await Promise.all([
      this.#archive.coverage(apiKey),
      this.#archive.holdings(apiKey),
    ]);
    const { window, page, pages, lastTickAt } = this.#steps.progress;
    const doneDays = coveredDays(coverage, held.first);
    const edge = Math.max(...readWhole(coverage).map(({ to }) => to));
    const rate = this.#rate.perSecond;
    const isDone = this.#extent === "all";
    const left = isDone ? 0 : this.#steps.progress.left;
    const missing = coverage.find(({ state }) => state === "missing");
    const failure = this.#trouble.reason ?? (this.#extent === "missing" ? (missing?.reason ?? null) : null);
    const paused = this.#paused || this.#trouble.isRefused;
    return {
      state: paused ? "paused" : failure !== null ? "failed" : isDone ? "done" : "running",
      reason: this.#paused ? "It was paused." : failure,
      doneDays,
      remainingDays: left === null ? null : daysOf(left, held.events, doneDays),
      rate,
      window,
      page,
      pages,
      etaSeconds: left === 0 ? 0 : left === null || rate === 0 ? null : Math.ceil(left / PAGE_SIZE / rate),
      lastTickAt,
      lagSeconds: Number.isFinite(edge)
        ? Math.max(0, Math.round((this.#settings.now() - edge) / SECOND))
        : null,
    };
  }
}
