import { expect, it } from "vitest";
import type { Change } from "../../audit/history.ts";
import type { Order } from "../../../simulator/http/list-reply";
import type { PartialEvent, Simulator } from "../../../simulator/index";
import { readerOf, simulated } from "../testing/simulated.ts";
import { getHistory } from "./history.ts";

const KEY = "7c9e4b21";
const RELAY = "qx9-relay.example";
const ORDERS = ["newest", "oldest"] as const;

interface Sent {
  id: string;
  event_type: string;
  created_at: string;
  context?: Record<string, unknown>;
}
const eventsOf = (simulator: Simulator) =>
  simulator
    .truth(KEY)
    .filter(({ misshapen }) => !misshapen)
    .map(({ text }) => JSON.parse(text) as Sent);
/** The last event of a type whose text holds the words. */
const lastOf = (simulator: Simulator, type: string, words: string) =>
  eventsOf(simulator).findLast(
    (event) => event.event_type === type && JSON.stringify(event).includes(words),
  )!;
const historyOf = (id: string) => getHistory(readerOf(), id, KEY);
const fieldOf = (changes: readonly Change[], key: string) => changes.find((change) => change.key === key);

it.each(ORDERS)(
  "%s first: where the webhook pointed, derived from the event that set it",
  async (order: Order) => {
    const simulator = await simulated({ order, events: 5000 });
    const update = lastOf(simulator, "APP_UPDATE", RELAY);
    const before = lastOf(simulator, "APP_UPDATE", "voice.acme.example/events");
    simulator.clearCalls();
    const { changes, resources, receipt } = await historyOf(update.id);
    expect(simulator.calls().length).toBeLessThanOrEqual(3);
    expect(fieldOf(changes, "event_url.url")).toMatchObject({
      resource: { kind: "app", value: "9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5" },
      before: "https://voice.acme.example/events",
      after: `https://${RELAY}/e`,
      provenance: "derived",
      from: before.id,
    });
    expect(fieldOf(changes, "signed-callbacks")).toMatchObject({
      before: "true",
      after: "false",
      provenance: "stated",
    });
    expect(fieldOf(changes, "improve_ai")).toMatchObject({
      before: null,
      after: "false",
      provenance: "unknown",
    });
    expect(["not_carried", "looked_back"]).toContain(fieldOf(changes, "improve_ai")?.why);
    expect(resources).toContainEqual({ kind: "app", value: "9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5" });
    expect(receipt).toMatchObject({ served: "live", to: `${update.created_at}Z`, from: null });
  },
);

it.each(ORDERS)(
  "%s first: what number, link and auto-reload were before the incident",
  async (order: Order) => {
    const simulator = await simulated({ order, events: 5000 });
    const number = lastOf(simulator, "NUMBER_UPDATED", RELAY);
    const link = lastOf(simulator, "NUMBER_LINKED", "447700900345");
    const linkedBefore = eventsOf(simulator).find(
      (event) => event.event_type === "NUMBER_LINKED" && event.context?.["msisdn"] === "447700900345",
    )!;
    const reload = lastOf(simulator, "AUTORELOAD_UPDATE", "2000");
    const history = async (id: string) => {
      simulator.clearCalls();
      const { changes } = await historyOf(id);
      expect(simulator.calls().length).toBeLessThanOrEqual(3);
      return changes;
    };
    const moved = await history(number.id);
    expect(fieldOf(moved, "voice-value")).toMatchObject({
      before: "447700900012",
      after: "sip:9@qx9-relay.example",
      provenance: "derived",
    });
    expect(fieldOf(moved, "voice-type")).toMatchObject({
      before: "tel",
      after: "sip",
      provenance: "derived",
    });
    expect((await history(link.id)).find(({ field }) => field === "application")).toMatchObject({
      before: linkedBefore.context?.["applicationId"],
      after: "9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5",
      provenance: "derived",
      from: linkedBefore.id,
    });
    const settings = await history(reload.id);
    expect(fieldOf(settings, "amount")).toMatchObject({
      before: "100",
      after: "2000",
      provenance: "derived",
    });
    expect(fieldOf(settings, "threshold")).toMatchObject({
      before: "20",
      after: "500",
      provenance: "derived",
    });
  },
);

const at = (second: number) => new Date(Date.UTC(2026, 9, 1, 0, 0, second)).toISOString().slice(0, 19);
const update = (second: number, context: object, extra: PartialEvent = {}) => ({
  event_type: "NUMBER_UPDATED",
  created_at: at(second),
  context: { country: "GB", msisdn: "447000000001", ...context },
  ...extra,
});

const LENGTHS = [40, 101, 150, 199, 200].flatMap((count) => ORDERS.map((order) => ({ order, count })));
it.each(LENGTHS)("$order first, $count earlier events: all are read", async ({ order, count }) => {
  const simulator = await simulated({ order, events: 50 });
  // Only the very first states the field that the last one changes.
  simulator.addEvents(KEY, [update(0, { "voice-type": "tel", "voice-value": "first" })]);
  simulator.addEvents(
    KEY,
    Array.from({ length: count - 2 }, (_, i) => update(i + 1, { http: `https://h.example/${i}` })),
  );
  const [id] = simulator.addEvents(KEY, [update(1000, { "voice-value": "now", "voice-type": "tel" })]);
  simulator.clearCalls();
  const { changes, receipt } = await historyOf(id!);
  expect(fieldOf(changes, "voice-value")).toMatchObject({ before: "first", provenance: "derived" });
  expect(receipt).toMatchObject({ complete: true, reason: null, counted: count });
  expect(simulator.calls().length).toBeLessThanOrEqual(3);
});

it.each(ORDERS)("%s first: beyond 200 earlier events it says how far it looked", async (order: Order) => {
  const simulator = await simulated({ order, events: 50 });
  simulator.addEvents(KEY, [update(0, { "voice-type": "tel", "voice-value": "first" })]);
  simulator.addEvents(
    KEY,
    Array.from({ length: 250 }, (_, i) => update(i + 1, { http: `https://h.example/${i}` })),
  );
  const [id] = simulator.addEvents(KEY, [
    update(1000, { "voice-value": "now", "voice-type": "tel", http: "https://new.example/" }),
  ]);
  simulator.clearCalls();
  const { changes, receipt } = await historyOf(id!);
  expect(simulator.calls()).toHaveLength(3);
  // The nearest is always among those read.
  expect(fieldOf(changes, "http")).toMatchObject({ before: "https://h.example/249", provenance: "derived" });
  expect(fieldOf(changes, "voice-value")).toMatchObject({
    provenance: "unknown",
    why: "looked_back",
    before: null,
  });
  const since = fieldOf(changes, "voice-value")?.since ?? "";
  const reach = receipt.counted - 2;
  expect(since).toBe(`${at(250 - reach)}Z`);
  expect(reach).toBeGreaterThan(order === "newest" ? 190 : 60);
  expect(receipt).toMatchObject({ complete: false, reason: "page" });
});
