import { expect, it } from "vitest";
import { stateFrom } from "../../audit/resource-state.ts";
import { plainSentence } from "../../audit/sentence.ts";
import { sayingsIn } from "../../audit/timeline.ts";
import { archived } from "../testing/archived.ts";
import { holdTestArchive, readingOf } from "../testing/held-archive.ts";
import { readerOf, simulated } from "../testing/simulated.ts";
import { findResources } from "./find-resources.ts";
import { listEvents } from "./list.ts";
import { resourceState } from "./state.ts";
import { resourceTimeline } from "./timeline.ts";
import { parseQuery } from "../../audit/query-params.ts";

const [PRODUCTION, EMEA] = ["7c9e4b21", "b52d77c0"] as const;
const NUMBER = "447700900678";
const DAY = 86_400_000;

const timeline = (kind: string, value: string, more: { page?: number; account?: string } = {}) =>
  resourceTimeline(readerOf(), { account: PRODUCTION, kind, value, ...more });
const listed = (search: string) =>
  listEvents(readerOf(), parseQuery(new URLSearchParams(`account=${PRODUCTION}&size=100&${search}`)));

it("a number's events, newest first, each with what it was before, and the application by its name", async () => {
  const simulator = await simulated({ events: 1500 });
  await archived(simulator);
  simulator.clearCalls();
  const told = await timeline("number", NUMBER);
  const list = await listed(`resource=number:${NUMBER}`);
  expect(told.total).toBe(list.page.totalElements);
  expect(told.events.map(({ id }) => id)).toEqual(list.events.map(({ id }) => id));
  expect(told).toMatchObject({ since: null, gaps: [], cut: false, page: { number: 1, totalPages: 1 } });
  expect(plainSentence(told.events[0]!.sentence)).toBe(
    "voice → sip:9@qx9-relay.example (was tel:447700900012)",
  );
  expect(told.events.map(({ sentence }) => plainSentence(sentence))).toContainEqual(
    expect.stringMatching(/^linked to app Support IVR/),
  );
  expect(told.first).toBe(told.events.at(-1)?.at);
  expect(told.named.find(({ kind }) => kind === "app")).toMatchObject({ count: 3 });
  expect(told.activity.counts.reduce((a, b) => a + b)).toBe(told.total);
  expect(simulator.calls()).toEqual([]);
});

it.each([
  ["number", NUMBER],
  ["app", "9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5"],
  ["account", PRODUCTION],
])(
  "of a %s, what its changes say replays to the state that the console itself tells",
  async (kind, value) => {
    await archived(await simulated({ events: 1500 }));
    const told = await timeline(kind, value);
    expect(told.changes.length).toBeGreaterThan(1);
    for (const ago of [0, 1, 30, 200]) {
      const at = Date.parse(told.asOf) - ago * DAY;
      const { state } = await resourceState(readerOf(), { kind, value, account: PRODUCTION, at });
      expect(stateFrom(sayingsIn(told.changes), at, [])).toEqual(state);
    }
  },
);

it("events come a page at a time, the whole of them without a hole", async () => {
  await archived(await simulated({ events: 1500 }));
  const first = await timeline("account", PRODUCTION);
  expect(first.events).toHaveLength(100);
  expect(first.namedOf).toBe(500);
  const ids = new Set<string>();
  for (let page = 1; page <= first.page.totalPages; page++)
    for (const { id } of (await timeline("account", PRODUCTION, { page })).events) ids.add(id);
  expect(ids.size).toBe(first.total);
  expect((await timeline("account", PRODUCTION, { page: first.page.totalPages + 1 })).events).toEqual([]);
});

it("a gap is told, and what is derived across it says so", async () => {
  const simulator = await simulated({ events: 1500 });
  const { archive } = await holdTestArchive();
  const now = Math.floor(Date.now() / 1000) * 1000;
  const [since, from, to] = [now - 400 * DAY, now - 4 * DAY, now - 3 * DAY];
  await archive.write(readingOf(simulator, PRODUCTION, { from: since, to: from - 1000 }));
  await archive.write(readingOf(simulator, PRODUCTION, { from: to + 1000, to: now }));
  const told = await timeline("number", NUMBER);
  const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");
  expect(told).toMatchObject({ since: iso(since), gaps: [{ from: iso(from), to: iso(to) }] });
  expect(told.receipt).toMatchObject({ complete: false, reason: "gap" });
  const spans = told.gaps.map((gap) => ({ from: Date.parse(gap.from), to: Date.parse(gap.to) }));
  const before = stateFrom(sayingsIn(told.changes), now - 2 * DAY, spans);
  expect(before.find(({ field }) => field === "voice-value")).toMatchObject({ acrossGap: true });
  const after = stateFrom(sayingsIn(told.changes), now, spans);
  expect(after.find(({ field }) => field === "voice-value")).not.toHaveProperty("acrossGap");
});

it("what no event names has no events; how far that reaches is told", async () => {
  await archived(await simulated({ events: 100 }));
  expect(await timeline("number", "4470000000000")).toMatchObject({
    total: 0,
    events: [],
    changes: [],
    named: [],
    first: null,
    since: null,
  });
});

it("a number written with + is the same number; account=* is told of all that the reader may see", async () => {
  await archived(await simulated({ events: 600 }));
  expect((await timeline("number", `+${NUMBER}`)).resource.value).toBe(NUMBER);
  const both = await timeline("user", "jonas.hale@acme.example", { account: "*" });
  expect(new Set(both.events.map(({ account }) => account))).toContain(PRODUCTION);
  const emea = await resourceTimeline(readerOf([EMEA]), { kind: "account", value: PRODUCTION, account: "*" });
  expect(emea.total).toBe(0);
});

it("refuses what is no resource, an account that is not granted, and everything without an archive", async () => {
  await archived(await simulated({ events: 10 }));
  await expect(timeline("host", "x")).rejects.toMatchObject({ code: "bad_parameter", field: "resource" });
  await expect(timeline("app", "x".repeat(201))).rejects.toMatchObject({ field: "resource" });
  const asked = { kind: "number", value: NUMBER, account: PRODUCTION };
  await expect(resourceTimeline(readerOf([EMEA]), asked)).rejects.toMatchObject({
    code: "account_forbidden",
  });
});

it("without an archive it is refused by name", async () => {
  await simulated({ events: 10 });
  await expect(timeline("number", NUMBER)).rejects.toMatchObject({ code: "needs_archive" });
  await expect(findResources(readerOf(), NUMBER, null)).rejects.toMatchObject({ code: "needs_archive" });
});

it("what is pasted is found by its shape, an application by its name, and nothing that no event names", async () => {
  await archived(await simulated({ events: 1500 }));
  const find = (text: string) => findResources(readerOf(), text, PRODUCTION);
  expect(await find("+44 7700 900678")).toEqual([
    { kind: "number", value: NUMBER, count: expect.any(Number) },
  ]);
  expect((await find("203.0.113.77"))[0]).toMatchObject({ kind: "ip" });
  expect(await find("support ivr")).toContainEqual(
    expect.objectContaining({
      kind: "app",
      name: "Support IVR",
      value: "9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5",
    }),
  );
  expect(await find("nothing names this")).toEqual([]);
  await expect(findResources(readerOf([EMEA]), NUMBER, PRODUCTION)).rejects.toMatchObject({
    code: "account_forbidden",
  });
});
