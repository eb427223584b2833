import type { AuditEvent, Instant } from "../../audit/event.ts";
import type { Written } from "../archive/archive.ts";
import type { UpstreamOrder } from "../vonage/order.ts";
import type { Notes } from "./notes.ts";
import type { SyncSettings } from "./settings.ts";
import type { Source } from "./source.ts";
import { SECOND, type Span, wholeSecond } from "./span.ts";
import type { SyncArchive } from "./sync-archive.ts";

/** What the parts of one account's sync share. */
export interface Job {
  /** Its API key. */
  readonly account: string;
  readonly archive: SyncArchive;
  readonly source: Source;
  readonly settings: SyncSettings;
  readonly orderOf: (events: readonly AuditEvent[]) => UpstreamOrder;
  readonly notes: () => Notes;
  readonly setNotes: (notes: Notes) => Promise<void>;
  /** For the status: what is being read. */
  readonly reading: (span: Span | null, page: number, pages: number) => void;
}

/** The newest second that has ended. */
export const lastSecond = ({ settings }: Pick<Job, "settings">): Instant =>
  wholeSecond(settings.now()) - SECOND;

/** The newest second that no event should enter any more. */
export const settledUpTo = (job: Pick<Job, "settings">): Instant => lastSecond(job) - job.settings.settleMs;

/**
 * Writes a complete reading, each part with what it proves: what is older than the settle lag is settled, the rest may still grow.
 * `settled` is the bound as it was before the first page was asked for.
 */
export async function keep(
  { account, archive, settings }: Job,
  span: Span,
  events: readonly AuditEvent[],
  settled: Instant,
): Promise<Written> {
  const readAt = wholeSecond(settings.now());
  const write = (part: Span, isSettled: boolean, some: readonly AuditEvent[]) =>
    archive.write({ account, ...part, settled: isSettled, readAt, events: some });
  if (span.to <= settled) return write(span, true, events);
  if (span.from !== null && span.from > settled) return write(span, false, events);
  const old = events.filter(({ at }) => at !== null && at <= settled);
  const rest = events.filter(({ at }) => at === null || at > settled);
  const first = await write({ from: span.from, to: settled }, true, old);
  const second = await write({ from: settled + SECOND, to: span.to }, false, rest);
  return {
    added: first.added + second.added,
    late: first.late + second.late,
    discrepancies: first.discrepancies + second.discrepancies,
  };
}
