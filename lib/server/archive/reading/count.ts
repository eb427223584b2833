import type { Question } from "../archive.ts";
import type { Db } from "../db.ts";
import { SeqSet } from "../columns/seq-set.ts";
import { compile } from "./compile.ts";
import { needleIn } from "./parts.ts";
import { narrow, withSeqs } from "./text/narrow.ts";
import { accountsOf, inView, type ReadingOptions, type View } from "./view.ts";

/** The total of a question, however common its text is. */
export const count = (db: Db, options: ReadingOptions, question: Question): Promise<number> =>
  inView(db, options, async (view) => {
    const needle = needleIn(view, question);
    let total = 0;
    for (const account of await accountsOf(view, question.accounts)) {
      const filter = await compile(view.trx, account, question);
      total += await account.countAll(view.trx, await narrow(view.trx, account, filter, needle));
    }
    return total;
  });

/** Of a question's events those that came after their window had been read whole, and were written after `since` (ms). */
export const lateSince = (
  db: Db,
  options: ReadingOptions,
  question: Question,
  since: number,
): Promise<number> => inView(db, options, (view) => lateIn(view, question, since));

export async function lateIn(view: View, question: Question, since: number): Promise<number> {
  const needle = needleIn(view, question);
  let total = 0;
  for (const account of await accountsOf(view, question.accounts)) {
    const late = await view.trx
      .selectFrom("events")
      .select("seq")
      .where("account_id", "=", account.key)
      .where("late", "=", 1)
      .where("arrived_at", ">", since)
      .execute();
    if (late.length === 0) continue;
    const seqs = new SeqSet(late.map(({ seq }) => seq));
    const filter = withSeqs(await compile(view.trx, account, question), seqs);
    total += await account.countAll(view.trx, await narrow(view.trx, account, filter, needle));
  }
  return total;
}
