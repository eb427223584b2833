import "server-only";
import { createHash } from "node:crypto";
import { AuditError } from "../../../audit/errors.ts";
import type { ExportStatus } from "../../../audit/export.ts";
import type { Receipt } from "../../../audit/receipt.ts";
import { toIso } from "../../../audit/time/format.ts";
import { log } from "../../log.ts";
import { processWide } from "../../process-wide.ts";
import type { PackedFile } from "./packet.ts";
import { insertExport, type NewExport, updateExport } from "./rows.ts";

/** Each holds a reader of the archive, or a turn at the upstream, now and then. */
const MOST = 20;
const MOST_EACH = 3;
/** A browser that takes nothing for so long has been left: its place is another's. */
const STALLED_MS = 10 * 60_000;

const running = processWide<ExportJob>("exports");

/** Why an export that was under way is not any more. Named as aborts are: nobody need be told of it. */
export class ExportAborted extends Error {
  override readonly name = "AbortError";
}

/** One export from its beginning to its one end: what it has written, and what ends it early. */
export class ExportJob {
  readonly #hash = createHash("sha256");
  readonly #abort = new AbortController();
  readonly #startedAt = Date.now();
  #admitted = false;
  #stall: NodeJS.Timeout | undefined;
  #ending: Promise<void> | undefined;
  count = 0;
  bytes = 0;
  total: number | null = null;

  private constructor(readonly row: NewExport) {}

  /** Keeps its row first: from then on it can be followed, whatever becomes of it. Refuses an id that was used before. */
  static async begin(row: NewExport): Promise<ExportJob> {
    const job = new ExportJob(row);
    await insertExport(row);
    running.set(row.id, job);
    return job;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Takes one of the places there are; 429 `too_many_exports` when there is none. */
  admit(): void {
    const others = [...running.values()].filter((job) => job.#admitted);
    const own = others.filter((job) => job.row.reader === this.row.reader);
    if (own.length >= MOST_EACH)
      throw new AuditError(
        "too_many_exports",
        `${MOST_EACH} of your exports run already. Wait for one to end, or cancel it.`,
      );
    if (others.length >= MOST)
      throw new AuditError("too_many_exports", `${MOST} exports run already. Try again when one has ended.`);
    this.#admitted = true;
    this.#watch();
  }

  wrote(bytes: Uint8Array, events: number): void {
    this.#hash.update(bytes);
    this.bytes += bytes.length;
    this.count += events;
    this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#stall);
    const stalled = () => this.abort(new ExportAborted("Nothing was taken of it for ten minutes."));
    this.#stall = setTimeout(stalled, STALLED_MS).unref();
  }

  /** Ends it early, unless it has ended: whoever reads for it stops by the signal. Resolves once that is kept. */
  abort(reason: ExportAborted): Promise<void> {
    const ended = this.#end("aborted", {});
    this.#abort.abort(reason);
    return ended;
  }

  /** As it will stand when it is done, for a receipt that lies beside the file: of the file itself, not of what wraps it. */
  statusOf({ name, count, bytes, sha256 }: PackedFile & { name: string }, receipt: Receipt): ExportStatus {
    const { id, reader, account, query, format } = this.row;
    const { total } = this;
    const startedAt = toIso(this.#startedAt);
    const own = { id, state: "done", problem: null, reader, account, query, format, name } as const;
    return { ...own, count, total, bytes, sha256, receipt, startedAt, endedAt: toIso(Date.now()) };
  }

  /** All is written. Rejects when the receipt cannot be kept: then it must not look done to anyone. */
  done(receipt: Receipt): Promise<void> {
    return this.#end("done", { receipt: JSON.stringify(receipt), sha256: this.#hash.digest("hex") });
  }

  fail(error: unknown): Promise<void> {
    const known =
      error instanceof AuditError
        ? error
        : new AuditError("internal", "The console failed. The log tells why.");
    const problem = JSON.stringify({ code: known.code, detail: known.message });
    return this.#end("failed", { problem });
  }

  /** The first end counts. A row that cannot be written stands as running without running, which reads as failed. */
  #end(
    state: ExportStatus["state"],
    found: { receipt?: string; sha256?: string; problem?: string },
  ): Promise<void> {
    return (this.#ending ??= this.#keep(state, found).finally(() => {
      clearTimeout(this.#stall);
      running.delete(this.row.id);
    }));
  }

  async #keep(state: ExportStatus["state"], found: object): Promise<void> {
    const { count: events, bytes, total } = this;
    try {
      await updateExport(this.row.id, { state, events, bytes, total, ended_at: Date.now(), ...found });
    } catch (cause) {
      log("error", "the end of an export cannot be kept", {
        export: this.row.id,
        state,
        cause: String(cause),
      });
      if (state === "done") throw cause;
    }
  }
}

export const runningExport = (id: string): ExportJob | undefined => running.get(id);
