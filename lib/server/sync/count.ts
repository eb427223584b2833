import type { Question } from "../archive/archive.ts";
import { UNFILTERED } from "../archive/unfiltered.ts";
import type { Job } from "./job.ts";
import { oddIn } from "./notes.ts";
import type { Span } from "./span.ts";

/** No event stands here, so that a count finds those whose time is unknown alone: they lie in every window. */
const NEVER = Date.UTC(9999, 11, 31, 23, 59, 59);

const question = (account: string, { from, to }: Span): Question => ({
  accounts: [account],
  from,
  to,
  ...UNFILTERED,
});

/** Events held whose own time lies in the window. */
export async function inWindow({ archive, account }: Job, span: Span): Promise<number> {
  const all = await archive.count(question(account, span));
  return all - (await archive.count(question(account, { from: NEVER, to: NEVER })));
}

/** How many events the upstream must count in the window, when nothing is missing here. */
export const expectedIn = async (job: Job, span: Span): Promise<number> =>
  (await inWindow(job, span)) + oddIn(job.notes(), span);
