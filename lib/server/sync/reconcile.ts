import { expectedIn, inWindow } from "./count.ts";
import { type Job, keep, settledUpTo } from "./job.ts";
import { withOddity } from "./notes.ts";
import { PAGE_SIZE, countAt } from "./source.ts";
import { readWindow } from "./read-window.ts";
import { halves, type Span } from "./span.ts";

/** `both`: the counts must be equal. `more`: an upstream that counts fewer has forgotten, which the archive need not. */
export type Comparison = "both" | "more";

const differ = (upstream: number, expected: number, comparison: Comparison): boolean =>
  comparison === "both" ? upstream !== expected : upstream > expected;

/**
 * Compares how many events the upstream counts in a settled window with how many are held: one call when they agree. Where they do not,
 * the window is halved until what differs is small enough to be read again. Resolves to how many events that brought.
 */
export async function reconcile(job: Job, span: Span, comparison: Comparison): Promise<number> {
  const upstream = await countAt(job.source, span);
  const expected = await expectedIn(job, span);
  return differ(upstream, expected, comparison) ? hunt(job, span, upstream, expected, comparison) : 0;
}

async function hunt(
  job: Job,
  span: Span,
  upstream: number,
  expected: number,
  comparison: Comparison,
): Promise<number> {
  const parts = halves(span);
  if (parts === null || isCheaper(upstream, expected, job)) return readAgain(job, span);
  const [older, newer] = parts;
  const olderUp = await countAt(job.source, older);
  const olderHere = await expectedIn(job, older);
  let added = 0;
  if (differ(olderUp, olderHere, comparison)) added += await hunt(job, older, olderUp, olderHere, comparison);
  const newerHere = await expectedIn(job, newer);
  if (differ(upstream - olderUp, newerHere, comparison))
    added += await hunt(job, newer, upstream - olderUp, newerHere, comparison);
  return added;
}

/** Whether reading it all costs no more calls than halving on, which is some for each event that differs. */
function isCheaper(upstream: number, expected: number, { settings }: Job): boolean {
  const pages = Math.max(1, Math.ceil(upstream / PAGE_SIZE));
  const halvings = Math.ceil(Math.log2(pages)) + 1;
  return pages <= settings.windowPages && pages <= Math.abs(upstream - expected) * halvings;
}

async function readAgain(job: Job, span: Span): Promise<number> {
  const { settings, source, orderOf, reading } = job;
  const read = await readWindow(source, {
    gap: span,
    asked: span,
    pages: settings.windowPages,
    parallel: settings.parallel,
    orderOf,
    onPage: (page, pages) => reading(span, page, pages),
  });
  // What shifts while it is read has changed since: the next comparison finds it again.
  if (read.state === "shifted") return 0;
  const { added } = await keep(job, read.span, read.events, settledUpTo(job));
  if (read.span.from === span.from && read.span.to === span.to)
    await job.setNotes(withOddity(job.notes(), span, read.total - (await inWindow(job, span))));
  return added;
}
