import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../../../../audit/event.ts";
import type { Archive, FacetName, Question, Reading } from "../../archive.ts";
import { FACETS } from "../../archive.ts";
import { ALL, answer, carried, type Held, matches } from "../naive.ts";
import * as random from "../random-events.ts";

const A = "7c9e4b21";
const B = "b52d77c0";

const few = <Value>(values: readonly Value[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }) },
  );
const moment = fc.integer({ min: -2, max: 42 }).map(random.second);
const question: fc.Arbitrary<Question> = fc.record({
  accounts: fc.constantFrom([A], [B], [A, B], [B, A], ["nobody", A]),
  from: fc.option(moment),
  to: fc.oneof(moment, fc.constant(ALL.to)),
  eventTypes: few([...random.TYPES, "NEVER"]),
  excludeEventTypes: few([...random.TYPES, "NEVER"]),
  user: few([...random.USERS, "nobody@x.example"]),
  ip: few(["203.0.113.7", "203.0.113.0/24", "0.0.0.0/0", "2001:db8::/32", "2001:db8:0:0::1", "192.0.2.1"]),
  country: few([...random.COUNTRIES, "XX"]),
  source: few(random.SOURCES),
  resource: few([
    ...random.NUMBERS.map((number) => `number:${number}`),
    "user:a@x.example",
    "ip:203.0.113.7",
    "app:none",
  ]),
  excludeUser: few([...random.USERS, "nobody@x.example"]),
  excludeIp: few(["203.0.113.7", "203.0.113.0/24", "2001:db8::/32", "192.0.2.1"]),
  excludeCountry: few([...random.COUNTRIES, "XX"]),
  excludeSource: few(random.SOURCES),
  excludeResource: few([
    ...random.NUMBERS.map((number) => `number:${number}`),
    "user:a@x.example",
    "app:none",
  ]),
  searchText: fc.option(
    fc.constantFrom(
      "4477",
      "K",
      "k2 k",
      "i",
      "istan",
      "ümläut",
      "ÜML",
      "ΣΑΣ",
      "σας",
      "\ud83d",
      '"',
      "\\",
      "50%_off!",
      "%_",
      "日",
      "本語",
      "number_",
      "zzz",
    ),
    { freq: 2 },
  ),
});

const whole = (account: string, events: readonly AuditEvent[], at = 0): Reading => ({
  account,
  from: null,
  to: random.second(100),
  settled: false,
  readAt: at,
  events,
});

const ids = (events: readonly { account: string; id: string }[]) =>
  events.map(({ account, id }) => `${account}/${id}`);
const idsOf = (held: readonly Held[]) => ids(held.map(({ account, event: { id } }) => ({ account, id })));

/** What reading promises, whichever engine stands behind: every answer is a plain filter's. */
export function readingCases(archive: () => Archive): void {
  describe("reading", () => {
    it("answers what a plain filter answers", { timeout: 120_000 }, async () => {
      // One archive; each run adds events, and questions are asked in between: what was unpacked before is stale then.
      const all: Held[] = [];
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          random.events,
          fc.constantFrom(A, B),
          fc.array(question, { minLength: 6, maxLength: 6 }),
          fc.boolean(),
          fc.integer({ min: 0, max: 60 }),
          async (events, account, questions, newestFirst, offset) => {
            const own = events.map((event) => ({ ...event, id: `${event.id}-${run}` }));
            run++;
            await archive().write(whole(account, own));
            all.push(...own.map((event) => ({ account, event })));
            for (const asked of questions) {
              const expected = answer(all, asked, newestFirst);
              const slice = { newestFirst, offset, limit: 20 };
              const page = await archive().page(asked, slice);
              expect(ids(page.events)).toEqual(idsOf(expected.slice(offset, offset + 20)));
              expect(await archive().count(asked)).toBe(expected.length);
              expect(await archive().list(asked, slice, 0)).toEqual({
                ...page,
                late: await archive().lateSince(asked, 0),
                coverage: await Promise.all(asked.accounts.map((key) => archive().coverage(key))),
              });
              expect(await archive().list(asked, null, 0)).toMatchObject({ events: [], total: 0 });
              expect([expected.length, null]).toContain(page.total);
              if (asked.searchText === null) expect(page.total).toBe(expected.length);
              await sameSummary(archive(), asked, all);
            }
            const [streamed] = questions;
            const chunks = [];
            for await (const chunk of archive().stream(streamed!, newestFirst)) chunks.push(...chunk);
            expect(ids(chunks)).toEqual(idsOf(answer(all, streamed!, newestFirst)));
          },
        ),
        { numRuns: 25, endOnFailure: true },
      );
    });
  });
}

const WISH = { size: 3, search: null, order: "count", newSince: null, rare: 2 } as const;

async function sameSummary(archive: Archive, asked: Question, all: readonly Held[]): Promise<void> {
  const start = random.second(-5);
  const histogram = { start, seconds: 7, buckets: 5 };
  const summary = await archive.summary(asked, {
    histogram,
    facets: FACETS.map((name) => ({ ...WISH, name })),
  });
  const matching = all.filter((held) => matches(held, asked));
  expect(summary.total).toBe(matching.length);
  const bars = summary.histogram!;
  expect(bars.buckets.reduce((sum, { total }) => sum + total, bars.outside.total)).toBe(matching.length);
  for (const [i, bar] of bars.buckets.entries()) {
    const from = start + i * 7000;
    const inside = matching.filter(({ event: { at } }) => at !== null && at >= from && at < from + 7000);
    expect(bar.start).toBe(from);
    expect(bar.total).toBe(inside.length);
    expect(new Map(Object.entries(bar.byType))).toEqual(tally(inside.map(({ event }) => event.type)));
  }
  for (const name of FACETS) {
    const facet = summary.facets[name]!;
    const own = all.filter((held) => matches(held, asked, name));
    const counts = tally(own.flatMap((held) => carried(held, name)));
    expect(facet.total).toBe(own.length);
    expect(facet.none).toBe(own.filter((held) => carried(held, name).length === 0).length);
    for (const { value, count, first } of facet.values) {
      expect(count).toBe(counts.get(value) ?? 0);
      expect(first).toBe(firstOf(all, asked, name, value));
    }
    const listed = facet.values.map(({ value }) => value);
    expect(facet.values.reduce((sum, { count }) => sum + count, facet.others)).toBe(sum(counts.values()));
    expect(listed).toEqual(expectedValues(all, asked, name, counts));
    const left = [...counts.keys()].filter((value) => !listed.includes(value));
    expect([facet.otherValues, facet.otherNew]).toEqual([left.length, 0]);
  }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);
function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function firstOf(all: readonly Held[], { accounts, from, to }: Question, name: FacetName, value: string) {
  const times = all
    .filter((held) => accounts.includes(held.account) && carried(held, name).includes(value))
    .map(({ event }) => event.at ?? Infinity);
  const first = Math.min(Infinity, ...times);
  return first !== Infinity && first >= (from ?? -Infinity) && first <= to ? first : null;
}

/** The three most frequent, those that are new in the window, those of the facet's own filter; by count, then by value. */
function expectedValues(
  all: readonly Held[],
  asked: Question,
  name: FacetName,
  counts: ReadonlyMap<string, number>,
): string[] {
  const before = (a: string, b: string) =>
    (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : a > b ? 1 : 0);
  const values = new Set([...counts.keys()].toSorted(before).slice(0, 3));
  const rarest = [...counts.keys()].toSorted(
    (a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || (a < b ? -1 : 1),
  );
  for (const value of rarest.slice(0, 2)) values.add(value);
  const isNew = (value: string) => asked.from !== null && firstOf(all, asked, name, value) !== null;
  for (const value of counts.keys()) if (name !== "account" && isNew(value)) values.add(value);
  if (name === "event_type")
    for (const value of [...asked.eventTypes, ...asked.excludeEventTypes]) values.add(value);
  else if (name === "ip") {
    // `2001:db8:0:0::1` is listed as the events spell it.
    for (const value of [...asked.ip, ...asked.excludeIp].filter((one) => !one.includes("/")))
      values.add(value === "2001:db8:0:0::1" && counts.has("2001:db8::1") ? "2001:db8::1" : value);
  } else if (name === "account") for (const value of asked.accounts) values.add(value);
  else {
    const excluded = {
      user: asked.excludeUser,
      country: asked.excludeCountry,
      source: asked.excludeSource,
      resource: asked.excludeResource,
    };
    for (const value of [...asked[name], ...excluded[name]]) values.add(value);
  }
  return [...values].toSorted(before);
}
