import type { Coverage, Question, Slice, StoredList } from "../archive.ts";
import type { Db } from "../db.ts";
import { coverage } from "../writing/ops.ts";
import { lateIn } from "./count.ts";
import { pageIn } from "./page.ts";
import { inView, type ReadingOptions } from "./view.ts";

const NOTHING = { events: [], total: 0 } as const;

/** All that one list answer needs, in one turn of the thread and of one moment. */
export const list = (
  db: Db,
  options: ReadingOptions,
  question: Question,
  slice: Slice | null,
  since: number,
): Promise<StoredList> =>
  inView(db, options, async (view) => {
    const covered: Coverage[][] = [];
    for (const account of question.accounts) covered.push(await coverage(view.trx, account));
    const late = await lateIn(view, question, since);
    return { coverage: covered, late, ...(slice === null ? NOTHING : await pageIn(view, question, slice)) };
  });
