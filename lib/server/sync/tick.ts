import type { Coverage } from "../archive/archive.ts";
import { inWindow } from "./count.ts";
import { type Job, keep, lastSecond, settledUpTo } from "./job.ts";
import { readWindow } from "./read-window.ts";
import { SECOND, type Span, readWhole } from "./span.ts";

/** The newest end of what is known: up to where, and since when it may still grow. */
export interface Tail {
  readonly edge: number;
  readonly openFrom: number;
}

/** `null` where the newest part that is known ended longer ago than a tick should bridge: that is the backfill's. */
export function tailOf(coverage: readonly Coverage[], job: Job): Tail | null {
  const to = lastSecond(job);
  const spans = readWhole(coverage).sort((a, b) => b.to - a.to);
  const [newest] = spans;
  if (newest === undefined || newest.to < to - job.settings.tailMs) return null;
  let openFrom = newest.to + SECOND;
  for (const span of spans) {
    if (span.state !== "open" || span.to !== openFrom - SECOND || span.from === null) break;
    openFrom = span.from;
  }
  // A clock that went back has covered what is still to come: what may grow is read again all the same.
  const edge = Math.min(newest.to, to);
  return { edge, openFrom: Math.min(openFrom, edge + SECOND, settledUpTo(job) + SECOND) };
}

/** While so few events may still grow, they are read again with the new ones, in the same call. */
const FEW = 70;

/**
 * Reads what is new since the last tick, at ceil(new / 100) + 1 calls at most. On a quiet account that reading includes all that may still
 * grow, so that late events are found and windows settle without another call. Resolves to false when it shifted.
 */
export async function tick(job: Job, { edge, openFrom }: Tail): Promise<boolean> {
  const to = lastSecond(job);
  const settled = settledUpTo(job);
  const open: Span = { from: openFrom, to: edge };
  const few = openFrom > edge || (await inWindow(job, open)) <= FEW;
  const from = few ? openFrom : edge + SECOND;
  if (from > to) return true;
  const gap = { from, to };
  const read = await readWindow(job.source, {
    gap,
    asked: { from: from - SECOND, to },
    pages: job.settings.windowPages,
    parallel: job.settings.parallel,
    orderOf: job.orderOf,
    onPage: (page, pages) => job.reading(gap, page, pages),
  });
  if (read.state === "shifted") return false;
  await keep(job, read.span, read.events, settled);
  return true;
}

/** A part that was read while it could grow, and no longer can; read once more it is settled. The newest such part, or `null`. */
export function unsettled(coverage: readonly Coverage[], job: Job): Span | null {
  const settled = settledUpTo(job);
  for (const span of [...coverage].reverse()) {
    if (span.state !== "open" || span.from === null || span.from > settled) continue;
    // Not a few seconds at a time: half a settle lag, or all of it.
    if (span.to > settled && settled - span.from < job.settings.settleMs / 2) continue;
    return { from: span.from, to: Math.min(span.to, settled) };
  }
  return null;
}
