import { expect, it } from "vitest";
import { parseQuery } from "../../audit/query-params.ts";
import type { Simulator } from "../../../simulator/index";
import { readerOf, simulated } from "../testing/simulated.ts";
import { countArrived } from "./count-arrived.ts";
import { currentAsOf, listEvents } from "./list.ts";

const KEY = "7c9e4b21";
const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");
const ask = (params: Record<string, string>) =>
  listEvents(readerOf(), parseQuery(new URLSearchParams(params)));
const arrived = async (params: Record<string, string>) => (await ask(params)).receipt.arrivedSince;

/** Events at 10, 20, 30, 40 and 50 s after `asOf`, which is a minute ago. */
function busyMinute(simulator: Simulator): number {
  const asOf = currentAsOf() - 60_000;
  const moments = [10, 20, 30, 40, 50].map((seconds) => asOf + seconds * 1000);
  simulator.addEvents(
    KEY,
    moments.map((at) => ({ created_at: iso(at).slice(0, 19), event_type: "APP_DELETE" })),
  );
  return asOf;
}

it("counts what is newer than as_of, by one more call, and keeps the count", async () => {
  const simulator = await simulated({ events: 50 });
  const asOf = busyMinute(simulator);
  expect(await arrived({ as_of: iso(asOf) })).toBe(5);
  expect(simulator.calls()).toHaveLength(2);
  expect(await arrived({ as_of: iso(asOf), page: "2" })).toBe(5);
  expect(simulator.calls()).toHaveLength(3);
});

it("counts by the query: types and text hold, the page and the sort do not matter", async () => {
  const simulator = await simulated({ events: 50 });
  const as_of = iso(busyMinute(simulator));
  expect(await arrived({ as_of, event_type: "APP_DELETE", sort: "created_at" })).toBe(5);
  expect(await arrived({ as_of, event_type: "NUMBER_ASSIGN" })).toBe(0);
  expect(await arrived({ as_of, search_text: "APP_DELETE" })).toBe(5);
});

it("is 0 without a call for a window that was closed before as_of", async () => {
  const simulator = await simulated({ events: 50 });
  const asOf = busyMinute(simulator);
  expect(await arrived({ as_of: iso(asOf), date_to: iso(asOf - 1000) })).toBe(0);
  expect(simulator.calls()).toHaveLength(1);
});

it("is counted on for a link that ends at its own as_of", async () => {
  const asOf = busyMinute(await simulated({ events: 50 }));
  expect(await arrived({ as_of: iso(asOf), date_to: iso(asOf) })).toBe(5);
});

it("stops at the asked end, and one end's count is not another's", async () => {
  const asOf = busyMinute(await simulated({ events: 50 }));
  expect(await arrived({ as_of: iso(asOf) })).toBe(5);
  expect(await arrived({ as_of: iso(asOf), date_to: iso(asOf + 30_000) })).toBe(3);
  expect(await arrived({ as_of: iso(asOf), date_to: iso(asOf + 10_000) })).toBe(1);
});

it("begins no earlier than the window", async () => {
  const asOf = busyMinute(await simulated({ events: 50 }));
  expect(await arrived({ as_of: iso(asOf), date_from: iso(asOf + 35_000) })).toBe(2);
});

it("is null when the upstream does not tell, and the page is given all the same", async () => {
  const simulator = await simulated({ events: 50 });
  const asOf = busyMinute(simulator);
  simulator.setFaults([{ match: { path: "list", nth: 2 }, fault: { kind: "status", status: 403 } }]);
  const answer = await ask({ as_of: iso(asOf) });
  expect(answer.receipt.arrivedSince).toBeNull();
  expect(answer.events.length).toBeGreaterThan(0);
  // What is not known is not kept.
  expect(await arrived({ as_of: iso(asOf) })).toBe(5);
});

it("asked for by itself it is asked anew each time, by one call, and a failure is said", async () => {
  const simulator = await simulated({ events: 50 });
  const asOf = busyMinute(simulator);
  const query = parseQuery([["event_type", "APP_DELETE"]]);
  const count = async () => (await countArrived(readerOf(), query, asOf)).arrivedSince;
  expect(await count()).toBe(5);
  simulator.addEvents(KEY, [{ created_at: iso(asOf + 55_000).slice(0, 19), event_type: "APP_DELETE" }]);
  expect(await count()).toBe(6);
  expect(simulator.calls()).toHaveLength(2);
  simulator.setFaults([{ match: { path: "list" }, fault: { kind: "status", status: 403 } }]);
  await expect(count()).rejects.toMatchObject({ code: "upstream_unauthorized" });
  // Nothing can have come into a window that was closed before, so nobody is asked.
  simulator.clearCalls();
  const past = parseQuery([["date_to", iso(asOf - 1000)]]);
  expect(await countArrived(readerOf(), past, asOf)).toEqual({ arrivedSince: 0, since: iso(asOf) });
  expect(simulator.calls()).toEqual([]);
});

it("is null without as_of, for no call", async () => {
  const simulator = await simulated({ events: 50 });
  expect(await arrived({})).toBeNull();
  expect(simulator.calls()).toHaveLength(1);
});
