import { expect, it } from "vitest";
import { parseQuery } from "../../audit/query-params.ts";
import type { Order } from "../../../simulator/http/list-reply";
import type { Simulator } from "../../../simulator/index";
import { readerOf, simulated } from "../testing/simulated.ts";
import { currentAsOf, listEvents } from "./list.ts";
import { upstreamOrder } from "../vonage/order.ts";

const KEY = "7c9e4b21";
const ask = (text: string) => listEvents(readerOf(), parseQuery(new URLSearchParams(text)));
const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");
const ids = (answer: Awaited<ReturnType<typeof ask>>) => answer.events.map(({ id }) => id);
const newestOf = (simulator: Simulator, count: number) =>
  simulator
    .truth(KEY)
    .slice(-count)
    .map(({ text }) => text)
    .toSorted();
const rawsOf = (answer: Awaited<ReturnType<typeof ask>>) => answer.events.map(({ raw }) => raw).toSorted();

/** An account that lists oldest first and is known to: its first page has been asked for. */
async function knownToRise(events = 500, asOf = currentAsOf()) {
  const simulator = await simulated({ order: "oldest", events });
  await ask(`as_of=${iso(asOf)}&size=30`);
  simulator.clearCalls();
  return { simulator, as_of: iso(asOf) };
}

/** Upstream's own pages of 30, in rising order. */
const pagesAsked = (simulator: Simulator) =>
  simulator
    .calls()
    .map(({ query }) => new URLSearchParams(query))
    .filter((params) => params.get("size") === "30")
    .map((params) => Number(params.get("page")))
    .toSorted((a, b) => a - b);

/** Late events, old enough to lie in every window: each inserts before the answer is made. */
const late = (n: number, ...nth: number[]) =>
  nth.map((one) => ({
    match: { path: "list", nth: one } as const,
    fault: { kind: "late", n, secondsAgo: 86_400 } as const,
  }));

it("a page cut from two costs two calls once order and total are known", async () => {
  const { simulator, as_of } = await knownToRise();
  await ask(`as_of=${as_of}&size=30&page=2`);
  // One more asks what came since.
  expect(pagesAsked(simulator)).toHaveLength(2);
});

it("a total that grows between the two calls is read again", async () => {
  const { simulator, as_of } = await knownToRise();
  simulator.setFaults(late(3, 2));
  const answer = await ask(`as_of=${as_of}&size=30`);
  expect(answer.receipt.reason).toBe("page");
  expect(rawsOf(answer)).toEqual(newestOf(simulator, 30));
  expect(answer.page.totalElements).toBe(simulator.truth(KEY).length);
});

it("a total that grows again on the second reading is said: shifted", async () => {
  const { simulator, as_of } = await knownToRise();
  simulator.setFaults(late(1, 1, 2, 3, 4));
  const answer = await ask(`as_of=${as_of}&size=30`);
  expect(answer.receipt).toMatchObject({ complete: false, reason: "shifted" });
});

it("new events do not shift what as_of pins", async () => {
  const { simulator, as_of } = await knownToRise();
  const before = await ask(`as_of=${as_of}&size=30&page=3`);
  simulator.setFaults([{ match: { path: "list" }, fault: { kind: "shift", n: 2 } }]);
  const after = await ask(`as_of=${as_of}&size=30&page=3`);
  expect(ids(after)).toEqual(ids(before));
  expect(after.receipt.reason).toBe("page");
});

it("an event that stands on both pages of a cut has them read again, and is given once", async () => {
  const { simulator, as_of } = await knownToRise();
  const before = await ask(`as_of=${as_of}&size=30&page=2`);
  const [, later] = pagesAsked(simulator);
  const again = (times: number) =>
    simulator.setFaults([{ match: { path: "list", page: later!, times }, fault: { kind: "duplicate" } }]);
  again(1);
  expect(ids(await ask(`as_of=${as_of}&size=30&page=2`))).toEqual(ids(before));
  again(2);
  const after = await ask(`as_of=${as_of}&size=30&page=2`);
  expect(new Set(ids(after)).size).toBe(after.events.length);
  expect(after.receipt).toMatchObject({ complete: false, reason: "shifted" });
});

it("an id twice in one page is read again, and said when it stays", async () => {
  const simulator = await simulated({ events: 100 });
  const [first, second] = ids(await ask("size=5"));
  const twice = { kind: "mutate", index: 1, find: second!, replaceText: first! } as const;
  simulator.setFaults([{ match: { path: "list", times: 1 }, fault: twice }]);
  expect((await ask("size=5")).receipt).toMatchObject({ reason: "page", counted: 5 });
  simulator.setFaults([{ match: { path: "list" }, fault: twice }]);
  expect((await ask("size=5")).receipt).toMatchObject({ reason: "shifted", counted: 4, complete: false });
});

it.each(["newest", "oldest"] as const)(
  "%s first: a page past the end has the true total",
  async (order: Order) => {
    const simulator = await simulated({ order, events: 40 });
    const as_of = iso(currentAsOf());
    const total = simulator.truth(KEY).length;
    const past = () => ask(`as_of=${as_of}&size=10&page=50`);
    expect((await past()).page).toMatchObject({ totalElements: total, number: 50 });
    await ask(`as_of=${as_of}&size=10`);
    simulator.addEvents(KEY, [{ created_at: "2026-01-02T03:04:05" }]);
    const answer = await past();
    expect(answer.page).toMatchObject({ totalElements: total + 1, totalPages: Math.ceil((total + 1) / 10) });
    expect(answer).toMatchObject({ events: [], receipt: { complete: false, reason: "page", counted: 0 } });
  },
);

it("an upstream that turns its order is followed at once, in both directions", async () => {
  const { simulator, as_of } = await knownToRise();
  expect(upstreamOrder(KEY)).toBe("oldest");
  simulator.setOrder("newest");
  expect(rawsOf(await ask(`as_of=${as_of}&size=30`))).toEqual(newestOf(simulator, 30));
  expect(upstreamOrder(KEY)).toBe("newest");
  simulator.setOrder("oldest");
  expect(rawsOf(await ask(`as_of=${as_of}&size=30`))).toEqual(newestOf(simulator, 30));
  expect(upstreamOrder(KEY)).toBe("oldest");
});

it("a page of one second teaches nothing", async () => {
  const simulator = await simulated({ order: "oldest", events: 2 });
  const created_at = "2026-11-01T00:00:00";
  simulator.addEvents(
    KEY,
    Array.from({ length: 12 }, () => ({ created_at })),
  );
  const second = "date_from=2026-11-01T00:00:00&date_to=2026-11-01T00:00:00";
  expect((await ask(`${second}&size=5`)).events).toHaveLength(5);
  expect(upstreamOrder(KEY)).toBeUndefined();
});

it("where the first page is of one second, the other end of the result tells the order", async () => {
  const simulator = await simulated({ order: "oldest", events: 2 });
  const burst = Array.from({ length: 8 }, () => ({ created_at: "2026-11-01T00:00:00" }));
  simulator.addEvents(KEY, [
    ...burst,
    { created_at: "2026-11-02T00:00:00" },
    { created_at: "2026-11-03T00:00:00" },
  ]);
  const answer = await ask("date_from=2026-11-01&date_to=2026-11-03&size=2");
  expect(answer.events.map(({ createdAt }) => createdAt)).toEqual([
    "2026-11-03T00:00:00",
    "2026-11-02T00:00:00",
  ]);
  expect(upstreamOrder(KEY)).toBe("oldest");
});
