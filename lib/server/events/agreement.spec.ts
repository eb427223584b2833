import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../../simulator/index";
import { readExportRequest } from "../../audit/export.ts";
import { parseQuery } from "../../audit/query-params.ts";
import { excludingList } from "../../audit/filters.ts";
import type { EventQuery } from "../../audit/query.ts";
import { type IncludeKey } from "../../audit/query-table.ts";
import { type FacetName, readFacetQuery } from "../../audit/summary.ts";
import { randomFrom, sampleOf } from "../../testing/sample.ts";
import { archived } from "../testing/archived.ts";
import { forgetUpstream, readerOf, useSimulator } from "../testing/simulated.ts";
import { exportEvents } from "./export.ts";
import { listEvents } from "./list.ts";
import { summariseEvents } from "./summarise.ts";

const ANALYST = readerOf("*", "analyst");
const NOW = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
const iso = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
const AS_OF = iso(NOW);

const LIST_OF: Readonly<Record<Exclude<FacetName, "account">, IncludeKey>> = {
  event_type: "eventTypes",
  user: "user",
  ip: "ip",
  country: "country",
  source: "source",
  resource: "resource",
};

/** Of each filter what the simulator's events carry, what they seldom carry, and what none carries. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  account: ["7c9e4b21", "b52d77c0", "*"],
  event_type: [
    "USER_LOGIN",
    "APP_UPDATE",
    "NUMBER_UPDATED",
    "IP_WHITELIST_CREATE",
    "VERIFY_TEMPLATE_PUBLISH",
    "NEVER",
  ],
  exclude_event_type: ["USER_LOGIN", "USER_LOGOUT", "APP_UPDATE", "NEVER"],
  user: ["jonas.hale@acme.example", "ana.ruiz@acme.example", "billing@acme.example", "nobody@acme.example"],
  exclude_user: ["priya.nair@acme.example", "tomasz.lis@acme.example", "1"],
  ip: ["203.0.113.77", "192.0.2.0/24", "2001:db8::/32", "198.51.100.201", "10.0.0.1"],
  exclude_ip: ["198.51.100.0/24", "192.0.2.14", "10.0.0.1"],
  country: ["ES", "GB", "SC", "AQ"],
  exclude_country: ["ES", "DE", "AQ"],
  source: ["CD", "DEVAPI"],
  exclude_source: ["CD", "DEVAPI"],
  resource: ["number:447700900678", "number:447700900502", "app:none", "user:jonas.hale@acme.example"],
  exclude_resource: ["number:447700900678", "user:ana.ruiz@acme.example", "app:none"],
  search_text: ["qx9-relay", "acme", "e", "ümlaut", "nothing holds this"],
};

/** A question of one to four parts, and mostly a window, which may begin or end anywhere. */
function randomSearch(random: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const params = new URLSearchParams({ as_of: AS_OF });
  const names = Object.keys(VALUES);
  for (let parts = Math.floor(random() * 4); parts >= 0; parts--) {
    const name = pick(names);
    const one = name === "account" || name === "search_text" || random() < 0.6;
    const values = new Set(one ? [pick(VALUES[name]!)] : [pick(VALUES[name]!), pick(VALUES[name]!)]);
    params.set(name, [...values].join(","));
  }
  const kind = random();
  if (kind < 0.35)
    params.set("window", pick(["30m", "24h", "7d", "30d", "90d", "400d", "this-month", "last-quarter"]));
  else if (kind < 0.8) {
    // From a second to the whole year, with most of the lengths short.
    const length = Math.floor(400 * 86_400 * random() ** 4);
    const to = Math.floor(NOW / 1000) - Math.floor(random() * 300 * 86_400);
    params.set("date_from", iso((to - length) * 1000));
    params.set("date_to", iso(to * 1000));
  }
  return params.toString();
}

const seeded = randomFrom(20_261_121);
const SEARCHES = Array.from({ length: 200 }, () => randomSearch(seeded));
const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);
const plain = readFacetQuery(new URLSearchParams());

describe("list, bars, facets and export of one question", () => {
  let simulator: Simulator;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    simulator = await startSimulator({ events: 3000 });
    await useSimulator(simulator);
    await archived(simulator, ["7c9e4b21", "b52d77c0"], (close) => ends.push(close));
  });
  afterAll(async () => {
    for (const end of ends) await end();
    await forgetUpstream();
    await simulator.close();
  });

  const totalOf = async (query: EventQuery) => (await listEvents(ANALYST, query)).page.totalElements;

  it.each(sampleOf(SEARCHES, 40))("%s: agree", async (search) => {
    const query = parseQuery(new URLSearchParams(search));
    const total = await totalOf(query);
    const { histogram, facets, ...summary } = await summariseEvents(ANALYST, query, plain);
    expect(summary.total).toBe(total);
    expect(sum(histogram.buckets.map((bucket) => bucket.total))).toBe(total);
    expect(histogram.buckets.filter(({ start }) => start !== null).length).toBeLessThanOrEqual(120);
    for (const bucket of histogram.buckets) expect(sum(Object.values(bucket.byType))).toBe(bucket.total);

    const { body } = await exportEvents(
      ANALYST,
      readExportRequest(new URLSearchParams(`${search}&format=ndjson`)),
    );
    expect((await new Response(body).text()).split("\n").length - 1).toBe(total);

    for (const [name, list] of Object.entries(LIST_OF) as [keyof typeof LIST_OF, IncludeKey][]) {
      const facet = facets[name]!;
      const without = { ...query, [list]: [], [excludingList(list)]: [] };
      expect(facet.total, name).toBe(await totalOf(without));
      const carried = sum(facet.values.map(({ count }) => count)) + facet.none + facet.others;
      if (name === "resource") expect(carried).toBeGreaterThanOrEqual(facet.total);
      else expect(carried, name).toBe(facet.total);
      // Whatever is chosen or left out stays in its list, also at 0.
      const values = facet.values.map(({ value }) => value);
      const own = [...query[list], ...query[excludingList(list)]].filter((value) => !value.includes("/"));
      expect(values).toEqual(expect.arrayContaining(own));
    }
    expect(facets.account === undefined).toBe(query.account !== "*");
    if (facets.account) expect(sum(facets.account.values.map(({ count }) => count))).toBe(total);
  });

  it("the questions are not all empty ones", async () => {
    const totals = await Promise.all(
      sampleOf(SEARCHES, 40).map((search) => totalOf(parseQuery(new URLSearchParams(search)))),
    );
    expect(totals.filter((total) => total > 0).length).toBeGreaterThan(15);
    expect(new Set(totals).size).toBeGreaterThan(10);
  });
});
