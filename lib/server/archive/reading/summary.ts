import type { Facet, FacetName, Question, Summary, SummaryWish } from "../archive.ts";
import { type DimensionName, DIMENSIONS } from "../columns/filter.ts";
import { Tally } from "../columns/tally.ts";
import type { Db } from "../db.ts";
import { compile, windowOf } from "./compile.ts";
import { accountFacet, codeFacet, type Counted } from "./facet.ts";
import { histogramOf } from "./histogram.ts";
import { needleIn } from "./parts.ts";
import { narrow } from "./text/narrow.ts";
import { accountsOf, inView, type ReadingOptions, type View } from "./view.ts";

/** The facets that are counted by codes, and the column of each. */
const COLUMN_OF: Readonly<Partial<Record<FacetName, DimensionName>>> = {
  event_type: "type",
  user: "user",
  ip: "ip",
  country: "country",
  source: "source",
  resource: "resource",
};

/** Total, histogram and facets of a question, of one moment and by one scan: they cannot disagree. */
export const summary = (
  db: Db,
  options: ReadingOptions,
  question: Question,
  wish: SummaryWish,
): Promise<Summary> =>
  inView(db, options, async (view) => {
    const counted = await countedOf(view, question, wish);
    const facets: Partial<Record<FacetName, Facet>> = {};
    for (const one of wish.facets) {
      const column = COLUMN_OF[one.name];
      facets[one.name] =
        column === undefined
          ? accountFacet(counted, question, one)
          : await codeFacet(view.trx, counted, column, question, one);
    }
    return {
      total: counted.reduce((sum, { tally }) => sum + tally.total, 0),
      histogram: wish.histogram === null ? null : await histogramOf(view.trx, counted, wish.histogram),
      facets,
    };
  });

async function countedOf(view: View, question: Question, wish: SummaryWish): Promise<Counted[]> {
  const { trx } = view;
  const needle = needleIn(view, question);
  const columns = wish.facets.map(({ name }) => COLUMN_OF[name]).filter((name) => name !== undefined);
  const grid = wish.histogram && { ...wish.histogram, start: Math.ceil(wish.histogram.start / 1000) };
  const counted: Counted[] = [];
  for (const account of await accountsOf(view, question.accounts)) {
    const own = await compile(trx, account, question);
    // What fails a facet's own filter counts in that facet: the text is looked for in the whole window.
    const open = { ...windowOf(question), codes: {}, noResource: null, seqs: null };
    const { seqs } = await narrow(trx, account, open, needle);
    const sizes: Partial<Record<DimensionName, number>> = {};
    for (const name of DIMENSIONS) sizes[name] = (await account.termsOf(trx, name)).size;
    const tally = new Tally({ ...own, seqs }, sizes as Record<DimensionName, number>, columns, grid);
    for (const place of account.places(own.from, own.to, false)) {
      const segment = await account.open(trx, place);
      tally.add(segment);
    }
    counted.push({ account, filter: own, tally });
  }
  return counted;
}
