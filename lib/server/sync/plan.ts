import type { Instant } from "../../audit/event.ts";
import type { Coverage } from "../archive/archive.ts";
import type { UpstreamOrder } from "../vonage/order.ts";
import { isDue } from "./due.ts";
import { type Job, lastSecond } from "./job.ts";
import { DAY, SECOND, type Span, overlap, readWhole, uncovered, wholeSecond } from "./span.ts";
import { tailOf } from "./tick.ts";

/** What there is to fetch at all: since ever, or as far back as things are kept. */
function reach(job: Job): Span {
  const { retentionMs, now } = job.settings;
  const { prunedBefore } = job.notes();
  const kept = retentionMs === null ? null : wholeSecond(now() - retentionMs);
  const from = kept === null || (prunedBefore ?? 0) > kept ? prunedBefore : kept;
  return { from, to: lastSecond(job) };
}

/** Parts without coverage, the newest first; those that were tried in vain a short while ago only with `all`. */
export function gapsIn(coverage: readonly Coverage[], job: Job, all = false): Span[] {
  const { missingAgainMs, now } = job.settings;
  const rests = ({ state, readAt }: Coverage) =>
    state === "missing" && !all && !isDue(readAt, missingAgainMs, now());
  const within = reach(job);
  const tail = tailOf(coverage, job);
  // The newest seconds are the next tick's.
  const span = tail === null ? within : { from: within.from, to: Math.min(within.to, tail.edge) };
  return uncovered(span, [...readWhole(coverage), ...coverage.filter(rests)]);
}

const AGES = [1, 30, 365].map((days) => days * DAY);

/**
 * The part of a gap to be filled first. A list that begins with the newest is read from there. A long one that begins with the oldest would
 * fill the last day at the very end, so the day comes first, then the month, and so on.
 */
export function nearPart(gap: Span, order: UpstreamOrder | undefined, now: Instant): Span {
  if (order !== "oldest") return gap;
  const bounds = AGES.map((age) => wholeSecond(now) - age).filter((bound) => bound + SECOND < gap.to);
  const from = bounds[0];
  return (from === undefined ? null : overlap(gap, { from, to: gap.to })) ?? gap;
}

/** The newest gap that a person is waiting for, if any. */
export function wantedGap(gaps: readonly Span[], wants: readonly Span[]): Span | null {
  for (const want of wants) {
    for (const gap of gaps) {
      const part = overlap(gap, want);
      if (part !== null) return part;
    }
  }
  return null;
}
