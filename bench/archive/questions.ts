import type { DatabaseSync } from "@photostructure/sqlite";
import { type Archive, FACETS, type Question, type SummaryWish } from "../../lib/server/archive/archive.ts";
import { ACCOUNT, NOW } from "./build.ts";
import { needleOf } from "../../lib/server/archive/reading/text/needle.ts";
import { UNFILTERED } from "../../lib/server/archive/unfiltered.ts";

type Bare = InstanceType<typeof DatabaseSync>;

export interface Statement {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** One row of the table: the same question to the archive and to bare SQL. */
export interface Asked {
  readonly name: string;
  /** ms at the median, and times the bare SQL; `null`: no such aim. */
  readonly aim: { readonly ms: number; readonly ratio: number | null };
  archive(): Promise<unknown>;
  /** Bare SQL's statements. */
  bare(): readonly Statement[];
}

const DAY = 86_400_000;
const NOTHING: Question = {
  accounts: [ACCOUNT],
  from: null,
  to: NOW,
  ...UNFILTERED,
};
const ROW = "seq, id, raw, arrived_at";
const ORDER = "order by at_s desc, id desc limit 30";

/**
 * The questions of the issue, with values that the archive at hand really carries. Each group is asked in rounds of its own: those that look at
 * everything would leave the others no cache.
 */
export function questionsOn(archive: Archive, bare: Bare): readonly (readonly Asked[])[] {
  const term = (dimension: string, near: number): string => {
    const statement = bare.prepare(
      "select value from terms where account_id = ? and dimension = ? order by abs(count - ?) limit 1",
    );
    return (statement.get(ACCOUNT, dimension, near) as { value: string }).value;
  };
  const code = (dimension: string, value: string): number => {
    const statement = bare.prepare(
      "select code from terms where account_id = ? and dimension = ? and value = ?",
    );
    return (statement.get(ACCOUNT, dimension, value) as { code: number }).code;
  };
  const all =
    (sql: string, ...values: (string | number)[]) =>
    () => [{ sql, values }];
  const page =
    (more: Partial<Question>, offset = 0) =>
    () =>
      archive.page({ ...NOTHING, ...more }, { newestFirst: true, offset, limit: 30 });
  const fast = { ms: 10, ratio: 5 };

  const week = NOW - 7 * DAY;
  const types = ["NUMBER_UPDATED", "APP_UPDATE"];
  // Another one each time: what was found is kept, and asking for it again would measure that.
  const rare = turns(
    (bare.prepare("select id from events where seq % 211 = 7 limit 2000").all() as { id: string }[]).map(
      ({ id }) => id.slice(0, 23),
    ),
  );
  const common = turns(slicesOf("Customer Dashboard", 6));
  const id = (bare.prepare("select id from events where seq = 4321").get() as { id: string }).id;
  const resource = (
    bare
      .prepare(
        "select resource from beside.named group by resource having count(*) > 40 order by abs(count(*) - 300) limit 1",
      )
      .get() as { resource: string }
  ).resource;

  const pages: Asked[] = [
    {
      name: "first page",
      aim: fast,
      archive: page({}),
      bare: all(`select ${ROW} from events where account_id = ? and at_s <= ? ${ORDER}`, ACCOUNT, NOW / 1000),
    },
    {
      name: "two types over 7 days",
      aim: fast,
      archive: page({ from: week, eventTypes: types }),
      bare: all(
        `select ${ROW} from events where account_id = ? and at_s between ? and ? and type in (?, ?) ${ORDER}`,
        ACCOUNT,
        week / 1000,
        NOW / 1000,
        ...types.map((type) => code("type", type)),
      ),
    },
    {
      name: "page 1,000 at size 30",
      aim: fast,
      archive: page({}, 29_970),
      bare: all(
        `select ${ROW} from events where account_id = ? and at_s <= ? ${ORDER} offset 29970`,
        ACCOUNT,
        NOW / 1000,
      ),
    },
    {
      name: "rare text",
      aim: fast,
      archive: () => page({ searchText: rare.archive() })(),
      bare: bareRare(rare.bare),
    },
    {
      name: "first rows of a common text",
      aim: fast,
      archive: page({ searchText: "dashboard" }),
      bare: all(
        `select ${ROW} from events where account_id = ? and at_s <= ? and raw like ? ${ORDER}`,
        ACCOUNT,
        NOW / 1000,
        "%dashboard%",
      ),
    },
    {
      name: "point read",
      aim: fast,
      archive: () => archive.event(ACCOUNT, id),
      bare: all(`select ${ROW} from events where account_id = ? and id = ?`, ACCOUNT, id),
    },
    {
      name: "one resource's timeline",
      aim: fast,
      archive: page({ resource: [resource] }),
      bare: all(
        `select events.seq, events.id, raw, arrived_at from beside.named join events using (account_id, seq)
          where account_id = ? and resource = ? order by named.at_s desc, named.id desc limit 30`,
        ACCOUNT,
        resource,
      ),
    },
  ];
  const totals: Asked[] = [
    {
      name: "total of a common text, first asked",
      aim: { ms: 600, ratio: null },
      archive: () => archive.count({ ...NOTHING, searchText: common.archive() }),
      bare: all("select count(*) from events where account_id = ? and raw like ?", ACCOUNT, "%dashboard%"),
    },
  ];
  const quarter = NOW - 90 * DAY;
  const filters: [string, Partial<Question>, string][] = [
    ["", {}, ""],
    [", one type", { eventTypes: ["USER_LOGIN"] }, `and type = ${code("type", "USER_LOGIN")}`],
    [", one user", { user: [term("user", 1e9)] }, `and user = ${code("user", term("user", 1e9))}`],
    [", one source", { source: ["DEVAPI"] }, `and source = ${code("source", "DEVAPI")}`],
    [", one country", { country: ["GB"] }, `and country = ${code("country", "GB")}`],
  ];
  const summaries = filters.map(([name, more, where]): Asked => ({
    name: `summary of 90 days${name}`,
    aim: { ms: name === "" ? 25 : 60, ratio: null },
    archive: () => archive.summary({ ...NOTHING, ...more, from: quarter }, WISH),
    bare: bareSummary(where, quarter / 1000),
  }));
  return [pages, totals, summaries];
}

const WISH: SummaryWish = {
  histogram: { start: NOW - 90 * DAY, seconds: 86_400, buckets: 91 },
  facets: FACETS.map((name) => ({
    name,
    size: 50,
    search: null,
    order: "count" as const,
    newSince: null,
    rare: 5,
  })),
};

/** The values one after another, for the archive and for bare SQL each on its own. */
function turns(values: readonly string[]): { archive(): string; bare(): string } {
  const turn = () => {
    let next = 0;
    return () => values[next++ % values.length] ?? "";
  };
  return { archive: turn(), bare: turn() };
}

/** Every part of a text of at least so many characters less than the whole. */
function slicesOf(text: string, most: number): string[] {
  const slices: string[] = [];
  for (let start = 0; start < most; start++)
    for (let end = text.length; end > text.length - most; end--) slices.push(text.slice(start, end));
  return slices;
}

/** The index leads, as it does in the archive, by three pieces of the text. */
function bareRare(text: () => string): () => readonly Statement[] {
  const sql = `select seq, id, raw, arrived_at from event_texts cross join events
    on account_id = ? and seq = event_texts.rowid - (1 << 40) where event_texts match ? and raw like ? ${ORDER}`;
  return () => {
    const rare = text();
    return [{ sql, values: [ACCOUNT, needleOf(rare, false).asked[0] ?? "", `%${rare}%`] }];
  };
}

/** Histogram and facets, a statement each; without resources, of which the file has no table. */
function bareSummary(where: string, from: number): () => readonly Statement[] {
  const within = `from events where account_id = '${ACCOUNT}' and at_s between ${from} and ${NOW / 1000} ${where}`;
  const statements = [
    `select at_s / 86400 as day, type, count(*) ${within} group by day, type`,
    ...["type", "user", "ip", "country", "source"].map(
      (column) => `select ${column}, count(*) as n ${within} group by ${column} order by n desc limit 50`,
    ),
  ].map((sql) => ({ sql, values: [] }));
  return () => statements;
}
