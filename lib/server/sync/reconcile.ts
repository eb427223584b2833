import { expectedIn, inWindow } from "./count.ts";
import { type Job, keep, settledUpTo } from "./job.ts";
import { oddIn, withOddity } from "./notes.ts";
import { PAGE_SIZE, countAt } from "./source.ts";
import { readWindow, type WindowRead } from "./read-window.ts";
import { halves, type Span } from "./span.ts";

/** `both`: the counts must be equal. `more`: an upstream that counts fewer has forgotten, which the archive need not. */
export type Comparison = "both" | "more";

const differ = (upstream: number, expected: number, comparison: Comparison): boolean =>
  comparison === "both" ? upstream !== expected : upstream > expected;

/** A pass gives up after so many calls, and the next goes on: an upstream whose counts never agree is not asked for ever. */
const MOST_CALLS = 150;

interface Pass {
  readonly job: Job;
  readonly comparison: Comparison;
  calls: number;
}

/**
 * Compares how many events the upstream counts in a settled window with how many are held: one call when they agree. Where they do not,
 * the window is halved until what differs is small enough to be read again. Resolves to how many events that brought.
 */
export async function reconcile(job: Job, span: Span, comparison: Comparison): Promise<number> {
  const pass: Pass = { job, comparison, calls: 0 };
  const upstream = await countIn(pass, span);
  const expected = await expectedIn(job, span);
  return differ(upstream, expected, comparison) ? hunt(pass, span, upstream, expected, false) : 0;
}

function countIn(pass: Pass, span: Span): Promise<number> {
  pass.calls += 1;
  return countAt(pass.job.source, span);
}

/** `exact`: down to the second, since what lies in the window is known to be all there is. */
async function hunt(
  pass: Pass,
  span: Span,
  upstream: number,
  expected: number,
  exact: boolean,
): Promise<number> {
  const { job, comparison } = pass;
  if (pass.calls > MOST_CALLS) return 0;
  const parts = halves(span);
  if (parts === null || (!exact && isCheaper(upstream, expected, job))) return readAgain(pass, span);
  const [older, newer] = parts;
  const olderUp = await countIn(pass, older);
  const olderHere = await expectedIn(job, older);
  let added = 0;
  if (differ(olderUp, olderHere, comparison)) added += await hunt(pass, older, olderUp, olderHere, exact);
  const newerUp = upstream - olderUp;
  const newerHere = await expectedIn(job, newer);
  if (differ(newerUp, newerHere, comparison)) added += await hunt(pass, newer, newerUp, newerHere, exact);
  return added;
}

/** Whether reading it all costs no more calls than halving on, which is some for each event that differs. */
function isCheaper(upstream: number, expected: number, { settings }: Job): boolean {
  const pages = Math.max(1, Math.ceil(upstream / PAGE_SIZE));
  const halvings = Math.ceil(Math.log2(pages)) + 1;
  return pages <= settings.windowPages && pages <= Math.abs(upstream - expected) * halvings;
}

async function readAgain(pass: Pass, span: Span): Promise<number> {
  const { job, comparison } = pass;
  const { settings, source, orderOf, reading } = job;
  const read = await readWindow(source, {
    gap: span,
    asked: span,
    pages: settings.windowPages,
    parallel: settings.parallel,
    orderOf,
    onPage: (page, pages) => reading(span, page, pages),
  });
  pass.calls += Math.ceil(read.total / PAGE_SIZE);
  // What shifts while it is read has changed since: the next comparison finds it again.
  if (read.state === "shifted") return 0;
  const { added } = await keep(job, read.span, read.events, settledUpTo(job));
  const isAll = read.span.from === span.from && read.span.to === span.to;
  const expected = await expectedIn(job, span);
  if (!isAll || !differ(read.total, expected, comparison)) return added;
  // All that there is has been read, and the counts differ still: the time of an event is odd.
  if (halves(span) === null) await noteOddities(job, span, read);
  else await hunt(pass, span, read.total, expected, true);
  return added;
}

/** A second in which the upstream lists what lies elsewhere by its own time; the other side of it is noted as well. */
async function noteOddities(job: Job, span: Span, { events, total }: WindowRead): Promise<void> {
  if (span.from === null) return;
  let notes = withOddity(job.notes(), span.to, total - (await inWindow(job, span)));
  for (const { at } of events)
    if (at !== null && at !== span.to && oddIn(notes, { from: at, to: at }) === 0)
      notes = withOddity(notes, at, -1);
  await job.setNotes(notes);
}
