import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../../simulator/index";
import { decodeEvent } from "../../audit/decode-event.ts";
import type { AuditEvent } from "../../audit/event.ts";
import { parseQuery } from "../../audit/query-params.ts";
import { resourceKey, resourcesOf } from "../../audit/resource.ts";
import { readFacetQuery } from "../../audit/summary.ts";
import { heldArchive } from "../archive/held.ts";
import { archived } from "../testing/archived.ts";
import { forgetUpstream, readerOf, simulated, useSimulator } from "../testing/simulated.ts";
import { keyOf } from "../vonage/key-of.ts";
import { countArrived } from "./count-arrived.ts";
import { findEvent, getEvent } from "./get.ts";
import { getHistory } from "./history.ts";
import { listEvents } from "./list.ts";
import { resourceState } from "./state.ts";
import { summariseEvents } from "./summarise.ts";
import { listEventTypes } from "./types.ts";

const [PRODUCTION, EMEA] = ["7c9e4b21", "b52d77c0"] as const;
/** An hour ago everything had settled. */
const AS_OF = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000).toISOString().replace(".000Z", "Z");

const query = (search: string) => parseQuery(new URLSearchParams(search));
const list = (search: string) => listEvents(readerOf(), query(search));
const summary = (search: string) =>
  summariseEvents(readerOf(), query(search), readFacetQuery(new URLSearchParams()));
const truthOf = (simulator: Simulator, account: string = PRODUCTION): AuditEvent[] =>
  simulator
    .truth(account)
    .map(({ text }) => decodeEvent(text, { zone: "UTC", keyOf }))
    .filter(({ at }) => at === null || at <= Date.parse(AS_OF));
const sortedIds = (events: readonly AuditEvent[]) => events.map(({ id }) => id).toSorted();

async function allPages(search: string): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (let page = 1; ; page++) {
    const answer = await list(`${search}&size=100${page > 1 ? `&page=${page}` : ""}`);
    events.push(...answer.events);
    if (answer.events.length < 100) return events;
  }
}

const FILTERS: [string, (event: AuditEvent) => boolean][] = [
  ["", () => true],
  ["event_type=APP_UPDATE,NUMBER_UPDATED", ({ type }) => /^(APP_UPDATE|NUMBER_UPDATED)$/.test(type)],
  ["exclude_event_type=USER_LOGIN,USER_LOGOUT", ({ type }) => !/^(USER_LOGIN|USER_LOGOUT)$/.test(type)],
  ["user=jonas.hale@acme.example", ({ userEmail }) => userEmail === "jonas.hale@acme.example"],
  ["ip=203.0.113.77", ({ sourceIp }) => sourceIp === "203.0.113.77"],
  ["ip=192.0.2.0/24", ({ sourceIp }) => sourceIp?.startsWith("192.0.2.") ?? false],
  ["country=SC,GB", ({ sourceCountry }) => sourceCountry === "SC" || sourceCountry === "GB"],
  ["source=DEVAPI", ({ source }) => source === "DEVAPI"],
  [
    "resource=number:447700900678",
    (event) => resourcesOf(event).some((one) => resourceKey(one) === "number:447700900678"),
  ],
  ["search_text=qx9-relay", ({ raw }) => raw.toLowerCase().includes("qx9-relay")],
  [
    "country=SC&exclude_event_type=USER_LOGIN&search_text=jonas",
    ({ sourceCountry, type, raw }) =>
      sourceCountry === "SC" && type !== "USER_LOGIN" && raw.toLowerCase().includes("jonas"),
  ],
];

describe("a window that is archived and settled", () => {
  let simulator: Simulator;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    simulator = await startSimulator({ events: 3000 });
    await useSimulator(simulator);
    await archived(simulator, [PRODUCTION, EMEA], (close) => ends.push(close));
  });
  afterAll(async () => {
    for (const end of ends) await end();
    await forgetUpstream();
    await simulator.close();
  });

  it.each(FILTERS)("%s: the list is what a plain filter gives, without a call", async (filter, fits) => {
    simulator.clearCalls();
    const search = `as_of=${AS_OF}${filter === "" ? "" : `&${filter}`}`;
    const expected = truthOf(simulator).filter(fits);
    expect(expected.length).toBeGreaterThan(0);
    expect(sortedIds(await allPages(search))).toEqual(sortedIds(expected));
    const { page, receipt } = await list(search);
    expect(page.totalElements).toBe(expected.length);
    expect(receipt).toMatchObject({
      served: "archive",
      complete: true,
      reason: null,
      gaps: [],
      counted: expected.length,
      lateSince: 0,
    });
    expect(simulator.calls()).toEqual([]);
  });

  it.each(FILTERS)("%s: list, bars and facets agree", async (filter, fits) => {
    const { total, histogram, facets } = await summary(`as_of=${AS_OF}&window=400d${filter && `&${filter}`}`);
    const from = Date.parse(AS_OF) - 400 * 86_400_000;
    const expected = truthOf(simulator).filter(
      (event) => (event.at === null || event.at >= from) && fits(event),
    );
    expect(total).toBe(expected.length);
    const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);
    expect(sum(histogram.buckets.map((bucket) => bucket.total))).toBe(total);
    for (const bucket of histogram.buckets) expect(sum(Object.values(bucket.byType))).toBe(bucket.total);
    for (const [name, facet] of Object.entries(facets)) {
      if (name === "resource") continue;
      expect(sum(facet.values.map(({ count }) => count)) + facet.none + facet.others, name).toBe(facet.total);
    }
    const countries = new Map<string, number>();
    if (!filter.includes("country"))
      for (const { sourceCountry } of expected)
        if (sourceCountry) countries.set(sourceCountry, (countries.get(sourceCountry) ?? 0) + 1);
    if (!filter.includes("country"))
      expect(Object.fromEntries(facets.country!.values.map(({ value, count }) => [value, count]))).toEqual(
        Object.fromEntries(countries),
      );
  });

  it("what arrived since a moment is dated after it; an event of unknown time is none of that", async () => {
    const all = simulator.truth(PRODUCTION).map(({ text }) => decodeEvent(text, { zone: "UTC", keyOf }));
    expect(all.filter(({ at }) => at === null)).not.toEqual([]);
    const since = Math.max(...all.map(({ at }) => at ?? 0)) - 6 * 3_600_000;
    const newer = all.filter(({ at }) => at !== null && at > since);
    expect(newer).not.toEqual([]);
    const arrived = async (moment: number, search = "") =>
      (await countArrived(readerOf(), query(search), moment)).arrivedSince;
    expect(await arrived(since)).toBe(newer.length);
    expect(await arrived(since, "event_type=USER_LOGIN")).toBe(
      newer.filter(({ type }) => type === "USER_LOGIN").length,
    );
    expect(await arrived(Date.now() - 2_000)).toBe(0);
  });

  it("stands in order of (created_at, id), either way", async () => {
    const key = ({ at, id }: AuditEvent) => [at ?? Infinity, id] as const;
    const rising = await allPages(`as_of=${AS_OF}&sort=created_at`);
    const known = rising.filter(({ at }) => at !== null);
    expect(known.map(key)).toEqual(known.map(key).toSorted((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)));
    const falling = await allPages(`as_of=${AS_OF}`);
    expect(falling.filter(({ at }) => at !== null).map(key)).toEqual(known.map(key).toReversed());
    // Unknown times stand last, both ways.
    expect(falling.slice(known.length).every(({ at }) => at === null)).toBe(true);
    expect(rising.slice(known.length).every(({ at }) => at === null)).toBe(true);
  });

  it("the state of a number at a moment is replayed, each value with its event", async () => {
    const changes = truthOf(simulator).filter(
      ({ type, raw }) => type === "NUMBER_UPDATED" && raw.includes('"msisdn":"447700900678"'),
    );
    const last = changes.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0)).at(-1)!;
    const now = await resourceState(readerOf(), {
      kind: "number",
      value: "447700900678",
      account: PRODUCTION,
      at: Date.parse(AS_OF),
    });
    expect(now.state.find(({ field }) => field === "voice-value")).toMatchObject({
      value: "sip:9@qx9-relay.example",
      provenance: "derived",
      from: last.id,
    });
    const before = await resourceState(readerOf(), {
      kind: "number",
      value: "447700900678",
      account: PRODUCTION,
      at: last.at! - 1000,
    });
    expect(before.state.find(({ field }) => field === "voice-value")?.value).toContain("447700900012");
    expect(before.total).toBeLessThan(now.total);
  });
});

describe("when the upstream is gone", () => {
  it("lists, events, histories and types are still answered, and say where from", async () => {
    const simulator = await simulated({ events: 1000 });
    await archived(simulator);
    const update = truthOf(simulator).find(
      ({ type, raw }) => type === "APP_UPDATE" && raw.includes("qx9-relay"),
    );
    simulator.setFaults([{ fault: { kind: "status", status: 503 } }]);
    const { receipt, page } = await list("window=30d");
    expect(page.totalElements).toBeGreaterThan(0);
    expect(receipt).toMatchObject({ served: "archive", complete: false, reason: "open" });
    expect((await getEvent(readerOf(), update!.id, PRODUCTION)).event.raw).toBe(update!.raw);
    expect((await findEvent(readerOf(), update!.id)).account.apiKey).toBe(PRODUCTION);
    const history = await getHistory(readerOf(), update!.id, PRODUCTION);
    expect(history.receipt).toMatchObject({ served: "archive", complete: true });
    expect(history.changes.find(({ key }) => key === "event_url.url")).toMatchObject({
      provenance: "derived",
      before: "https://voice.acme.example/events",
    });
    const { eventTypes } = await listEventTypes(readerOf(), PRODUCTION);
    expect(eventTypes.find(({ type }) => type === "VERIFY_TEMPLATE_PUBLISH")).toMatchObject({
      listed: false,
    });
  });

  it("what neither holds is a failure, and what is held of a window is told with its gap", async () => {
    const simulator = await simulated({ events: 300 });
    const archive = await archived(simulator, []);
    simulator.setFaults([{ match: { path: "list" }, fault: { kind: "status", status: 503 } }]);
    await expect(list("window=7d")).rejects.toMatchObject({ code: "upstream_unavailable" });
    const now = Math.floor(Date.now() / 1000) * 1000;
    const from = now - 86_400_000;
    await archive.write({ account: PRODUCTION, from, to: now, settled: false, readAt: now, events: [] });
    const { receipt, page } = await list("window=7d");
    expect(page.totalElements).toBe(0);
    expect(receipt).toMatchObject({ served: "archive", complete: false, reason: "gap" });
    expect(receipt.gaps).toHaveLength(1);
    expect(Date.parse(receipt.gaps[0]!.to)).toBe(from - 1000);
  });
});

it("an uncovered window is answered live; a question that Vonage cannot answer, from what is held", async () => {
  const simulator = await simulated({ events: 300 });
  await archived(simulator, [EMEA]);
  simulator.clearCalls();
  expect((await list("window=90d")).receipt).toMatchObject({ served: "live" });
  expect(simulator.calls().length).toBeGreaterThan(0);
  const { page, receipt } = await list("window=90d&country=ES");
  expect(page.totalElements).toBe(0);
  expect(receipt).toMatchObject({ served: "archive", complete: false, reason: "gap" });
});

it("account=* is every account the reader may see", async () => {
  const simulator = await simulated({ events: 600 });
  await archived(simulator);
  const both = [...truthOf(simulator, PRODUCTION), ...truthOf(simulator, EMEA)];
  expect(sortedIds(await allPages(`account=*&as_of=${AS_OF}`))).toEqual(sortedIds(both));
  const one = await listEvents(readerOf([EMEA]), query(`account=*&as_of=${AS_OF}`));
  expect(one.page.totalElements).toBe(truthOf(simulator, EMEA).length);
  const { facets, total } = await summary(`account=*&as_of=${AS_OF}`);
  expect(total).toBe(both.length);
  expect(facets.account?.values.map(({ value }) => value).toSorted()).toEqual([PRODUCTION, EMEA]);
});

it("account=* says whose each event is, also where an id is in two accounts; its receipt names the accounts", async () => {
  const simulator = await simulated({ events: 100 });
  const twin = {
    id: "twin-1",
    event_type: "TWIN",
    created_at: "2026-01-02T03:04:05",
    user_email: "t@win.example",
  };
  for (const account of [PRODUCTION, EMEA]) simulator.addEvents(account, [{ ...twin, account_id: account }]);
  simulator.addEvents(EMEA, [{ ...twin, id: "twin-2", account_id: null }]);
  await archived(simulator);
  const newest = await list("account=*&user=t@win.example");
  expect(newest.events.map(({ id }, i) => `${newest.accounts?.[i]} ${id}`)).toEqual([
    `${EMEA} twin-2`,
    `${EMEA} twin-1`,
    `${PRODUCTION} twin-1`,
  ]);
  const oldest = await list("account=*&user=t@win.example&sort=created_at&size=2");
  expect(oldest.accounts).toEqual([PRODUCTION, EMEA]);
  expect(newest.receipt.accounts).toEqual([PRODUCTION, EMEA]);
  const one = await list(`account=${EMEA}&user=t@win.example`);
  expect([one.accounts, one.receipt.accounts]).toEqual([null, undefined]);
  for (const account of [PRODUCTION, EMEA])
    expect((await getEvent(readerOf(), "twin-1", account)).event.accountId).toBe(account);
});

it("account=* lists the types of all accounts, each once; one whose key is refused takes nothing from the others", async () => {
  const simulator = await simulated({ events: 20 });
  simulator.addEvents(EMEA, [{ event_type: "ROCKET_LAUNCH", created_at: "2026-11-01T00:00:00" }]);
  await archived(simulator);
  const whole = await listEventTypes(readerOf(), "*");
  expect(whole).toMatchObject({ source: "upstream" });
  expect(new Set(whole.eventTypes.map(({ type }) => type)).size).toBe(whole.eventTypes.length);
  expect(whole.eventTypes.at(-1)).toEqual({ type: "ROCKET_LAUNCH", description: "", listed: false });
  await forgetUpstream();
  await useSimulator(simulator);
  simulator.setFaults([
    { match: { path: "types", account: PRODUCTION }, fault: { kind: "status", status: 401 } },
  ]);
  expect((await listEventTypes(readerOf(), "*")).eventTypes).toEqual(whole.eventTypes);
  await expect(listEventTypes(readerOf(), PRODUCTION)).rejects.toMatchObject({
    code: "upstream_unauthorized",
  });
});

it("without an archive these are refused by name", async () => {
  await simulated({ events: 10 });
  expect(heldArchive()).toBeNull();
  await expect(list("country=ES")).rejects.toMatchObject({ code: "filter_needs_archive", field: "country" });
  await expect(list("account=*")).rejects.toMatchObject({ code: "needs_archive" });
  await expect(summary("window=7d")).rejects.toMatchObject({ code: "needs_archive" });
});
