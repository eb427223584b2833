import { expect, it } from "vitest";
import type { PartialEvent } from "../../../simulator/index";
import { readerOf, simulated } from "../testing/simulated.ts";
import { getHistory } from "./history.ts";
import { upstreamOrder } from "../vonage/order.ts";

const KEY = "7c9e4b21";
const historyOf = (id: string) => getHistory(readerOf(), id, KEY);
const number = (created_at: string, context: object, extra: PartialEvent = {}): PartialEvent => ({
  event_type: "NUMBER_UPDATED",
  created_at,
  context: { country: "GB", msisdn: "447000000001", ...context },
  ...extra,
});
const voice = (value: string) => ({ "voice-type": "tel", "voice-value": value });
const before = async (id: string) =>
  (await historyOf(id)).changes.find((change) => change.key === "voice-value");

it("an event of the same second is not earlier, and the value before is said to be in doubt", async () => {
  const simulator = await simulated({ events: 50 });
  const [old] = simulator.addEvents(KEY, [number("2026-10-01T00:00:00", voice("old"))]);
  simulator.addEvents(KEY, [number("2026-10-02T00:00:00", voice("sibling"))]);
  const [id] = simulator.addEvents(KEY, [number("2026-10-02T00:00:00", voice("new"))]);
  expect(await before(id!)).toMatchObject({ before: "old", provenance: "derived", from: old, tied: true });
});

it("a later event is not earlier", async () => {
  const simulator = await simulated({ events: 50 });
  simulator.addEvents(KEY, [number("2026-10-03T00:00:00", voice("later"))]);
  const [id] = simulator.addEvents(KEY, [number("2026-10-02T00:00:00", voice("new"))]);
  expect(await before(id!)).toMatchObject({ before: null, provenance: "unknown", why: "not_carried" });
});

it("an event that leaves nothing to look for costs one call, and its answer is complete", async () => {
  const simulator = await simulated({ events: 50 });
  const [id] = simulator.addEvents(KEY, [
    {
      event_type: "APP_CREATE",
      context: { appId: "a-1", created: { accountId: KEY, appId: "a-1", name: "New", type: "voice" } },
    },
  ]);
  simulator.clearCalls();
  const { changes, receipt } = await historyOf(id!);
  expect(simulator.calls()).toHaveLength(1);
  expect(receipt).toMatchObject({ complete: true, reason: null, counted: 1 });
  expect(changes.find((change) => change.key === "name")).toMatchObject({
    before: null,
    after: "New",
    why: "not_carried",
  });
});

it("an event whose time is unknown has nothing before it, and the answer is not complete", async () => {
  const simulator = await simulated({ events: 50 });
  simulator.addEvents(KEY, [number("2026-10-01T00:00:00", voice("old"))]);
  const raw = JSON.stringify({ ...number("soon", voice("new")), id: "no-time", account_id: KEY });
  simulator.addEvents(KEY, [{ id: "no-time", raw, created_at: "2026-10-02T00:00:00" }]);
  expect(await before("no-time")).toMatchObject({ provenance: "unknown", before: null });
  expect((await historyOf("no-time")).receipt).toMatchObject({ complete: false, counted: 1 });
});

it("settings of the account are found by the types of their family, not by text", async () => {
  const simulator = await simulated({ events: 50 });
  const [old, id] = simulator.addEvents(KEY, [
    {
      event_type: "AUTORELOAD_ENABLE",
      created_at: "2026-10-01T00:00:00",
      context: { amount: 7, threshold: 3 },
    },
    {
      event_type: "AUTORELOAD_UPDATE",
      created_at: "2026-10-02T00:00:00",
      context: { amount: 9, threshold: 3 },
    },
  ]);
  simulator.clearCalls();
  const { changes } = await historyOf(id!);
  expect(changes.find(({ key }) => key === "amount")).toMatchObject({ before: "7", after: "9", from: old });
  const [, list] = simulator.calls();
  const params = new URLSearchParams(list?.query);
  expect(params.get("event_type")?.split(",")).toContain("AUTORELOAD_ENABLE");
  expect(params.has("search_text")).toBe(false);
  expect(params.get("date_to")).toBe("2026-10-02T00:00:00");
});

it("a total that changes between the two calls is said", async () => {
  const simulator = await simulated({ events: 50 });
  const settings = (day: string, context: object) => ({
    event_type: "ACCOUNT_UPDATE_SETTINGS_API",
    created_at: `2026-${day}T00:00:00`,
    context,
  });
  simulator.addEvents(
    KEY,
    Array.from({ length: 120 }, () => settings("10-01", { other: 1 })),
  );
  const [id] = simulator.addEvents(KEY, [settings("10-03", { quota: 2 })]);
  const secondsAgo = Math.floor((Date.now() - Date.UTC(2026, 9, 2)) / 1000);
  simulator.setFaults([{ match: { path: "list", nth: 2 }, fault: { kind: "late", n: 1, secondsAgo } }]);
  expect((await historyOf(id!)).receipt).toMatchObject({ complete: false, reason: "shifted" });
  simulator.clearFaults();
  expect((await historyOf(id!)).receipt).toMatchObject({ complete: true, reason: null });
});

it("learns the upstream's order from what it reads", async () => {
  const simulator = await simulated({ events: 50, order: "oldest" });
  simulator.addEvents(KEY, [number("2026-10-01T00:00:00", voice("old"))]);
  const [id] = simulator.addEvents(KEY, [number("2026-10-02T00:00:00", voice("new"))]);
  await historyOf(id!);
  expect(upstreamOrder(KEY)).toBe("oldest");
});

it("an upstream that fails in the look-back fails the answer: half a history is not one", async () => {
  const simulator = await simulated({ events: 50 });
  const [id] = simulator.addEvents(KEY, [number("2026-10-02T00:00:00", voice("new"))]);
  simulator.setFaults([{ match: { path: "list" }, fault: { kind: "status", status: 403 } }]);
  await expect(historyOf(id!)).rejects.toMatchObject({ code: "upstream_unauthorized" });
});
