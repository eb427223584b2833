import type { Instant } from "../../audit/event.ts";
import type { Coverage } from "../archive/archive.ts";
import { inWindow } from "./count.ts";
import { dueIn } from "./due.ts";
import { type Job, settledUpTo } from "./job.ts";
import { reconcile } from "./reconcile.ts";
import { DAY, HOUR, SECOND, type Span, overlap } from "./span.ts";

const settledParts = (coverage: readonly Coverage[], within: Span): Span[] =>
  coverage.flatMap((span) => {
    const part = span.state === "settled" ? overlap(span, within) : null;
    return part === null ? [] : [part];
  });

/** What lies before is counted piece by piece; this window, whole, much more often. From the beginning of an hour, so that it seldom moves. */
const recentFrom = ({ settings }: Job): Instant =>
  Math.floor((settings.now() - settings.recentMs) / HOUR) * HOUR;

/** Milliseconds until `checkRecent` is due. */
export const recentDueIn = (job: Job): number =>
  dueIn(job.notes().recentAt, job.settings.recentEveryMs, job.settings.now());

/** Late arrivals of the last two days: one call for each settled part of them, which is usually one. */
export async function checkRecent(coverage: readonly Coverage[], job: Job): Promise<number> {
  const recent = { from: recentFrom(job), to: settledUpTo(job) };
  let added = 0;
  for (const part of settledParts(coverage, recent)) added += await reconcile(job, part, "both");
  await job.setNotes({ ...job.notes(), recentAt: job.settings.now() });
  return added;
}

/** The first day that holds anything, and the end of the first that is still `recent`. */
async function past(job: Job): Promise<{ first: Instant; end: Instant } | null> {
  const { first } = await job.archive.holdings(job.account);
  const end = Math.floor(recentFrom(job) / DAY) * DAY + DAY;
  return first === null ? null : { first: Math.floor(first / DAY) * DAY, end };
}

/** Whole days that hold so many events at most, or one day: years in which nothing happened cost one call. */
const FEW = 500;

async function chunkFrom(from: Instant, end: Instant, job: Job): Promise<Span> {
  let chunk = { from, to: from + DAY - SECOND };
  for (let length = 2 * DAY; chunk.to < end; length *= 2) {
    const longer = { from, to: Math.min(from + length, end) - SECOND };
    if (longer.to <= chunk.to || (await inWindow(job, longer)) > FEW) break;
    chunk = longer;
  }
  return chunk;
}

/** Milliseconds until `checkPast` is due: all of the past within the cycle, however long it is. */
export async function pastDueIn(job: Job): Promise<number> {
  const { pastCycleMs, pastEveryMs, now } = job.settings;
  const { events } = await job.archive.holdings(job.account);
  const span = await past(job);
  const days = span === null ? 0 : Math.max(0, (span.end - span.first) / DAY);
  // A chunk that could not be made longer holds, with its neighbour, more than half of `FEW`; each change of length costs some.
  const chunks = 1 + Math.min(days, 64 + events / (FEW / 4));
  return dueIn(job.notes().pastAt, Math.min(pastEveryMs, pastCycleMs / chunks), now());
}

/** Counts a chunk of the past, or all that lies before the first event: what came later than two days is found within a month. */
export async function checkPast(coverage: readonly Coverage[], job: Job): Promise<number> {
  const span = await past(job);
  let added = 0;
  let cursor: Instant | null = null;
  if (span !== null) {
    const { first, end } = span;
    const before = job.notes().cursor;
    const goesOn = before !== null && before >= first && before < end;
    const window = goesOn ? await chunkFrom(before, end, job) : { from: null, to: first - SECOND };
    cursor = window.to + SECOND;
    for (const part of settledParts(coverage, window)) added += await reconcile(job, part, "more");
  }
  await job.setNotes({ ...job.notes(), cursor, pastAt: job.settings.now() });
  return added;
}
