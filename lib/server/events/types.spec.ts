import { expect, it } from "vitest";
import { FALLBACK_TYPES } from "../../audit/event-types.ts";
import { EMPTY_QUERY } from "../../audit/query-params.ts";
import { readerOf, simulated } from "../testing/simulated.ts";
import { getEvent } from "./get.ts";
import { listEvents } from "./list.ts";
import { listEventTypes } from "./types.ts";

const KEY = "7c9e4b21";
const typesOf = async (account: string | null = null) => listEventTypes(readerOf(), account);

it("gives the types of OPTIONS in their order, each listed", async () => {
  const simulator = await simulated({ events: 10 });
  const { eventTypes, source } = await typesOf();
  expect(source).toBe("upstream");
  expect(eventTypes).toHaveLength(26);
  expect(eventTypes.every(({ listed }) => listed)).toBe(true);
  expect(eventTypes[0]).toEqual({ type: "USER_STATUS", description: "User status updated", listed: true });
  expect(simulator.calls().map(({ method }) => method)).toEqual(["OPTIONS"]);
});

it("puts behind them what events carried and OPTIONS does not list, for their account alone", async () => {
  const simulator = await simulated({ events: 10 });
  const [id] = simulator.addEvents(KEY, [
    {
      event_type: "ROCKET_LAUNCH",
      event_type_description: "Rocket launched",
      created_at: "2026-11-01T00:00:00",
    },
    { event_type: "APP_CREATE", created_at: "2026-11-01T00:00:00" },
  ]);
  expect((await typesOf()).eventTypes.some(({ type }) => type === "ROCKET_LAUNCH")).toBe(false);
  await listEvents(readerOf(), { ...EMPTY_QUERY, eventTypes: ["ROCKET_LAUNCH", "APP_CREATE"] });
  const { eventTypes } = await typesOf();
  expect(eventTypes.at(-1)).toEqual({ type: "ROCKET_LAUNCH", description: "Rocket launched", listed: false });
  expect(eventTypes.filter(({ type }) => type === "APP_CREATE")).toHaveLength(1);
  expect((await typesOf("b52d77c0")).eventTypes.some(({ type }) => type === "ROCKET_LAUNCH")).toBe(false);
  expect(id).toBeDefined();
});

it("an event read alone tells its type too", async () => {
  const simulator = await simulated({ events: 10 });
  const [id] = simulator.addEvents(KEY, [{ event_type: "ROCKET_LANDING" }]);
  await getEvent(readerOf(), id!, KEY);
  expect((await typesOf()).eventTypes.at(-1)).toMatchObject({ type: "ROCKET_LANDING", listed: false });
});

it.each([
  ["204", { kind: "options204" }],
  ["nothing", { kind: "body", text: "" }],
  ["HTML", { kind: "body", text: "<html></html>", contentType: "text/html" }],
  ["no list", { kind: "body", text: '{"eventTypes":{}}' }],
  ["an empty list", { kind: "body", text: '{"eventTypes":[]}' }],
  ["404", { kind: "status", status: 404 }],
  ["500", { kind: "status", status: 500 }],
] as const)("OPTIONS that answers %s: the built-in list, marked, with the types seen", async (_, fault) => {
  const simulator = await simulated({ events: 10 });
  simulator.addEvents(KEY, [{ event_type: "ROCKET_LAUNCH", created_at: "2026-11-01T00:00:00" }]);
  await listEvents(readerOf(), { ...EMPTY_QUERY, eventTypes: ["ROCKET_LAUNCH"] });
  simulator.setFaults([{ match: { path: "types" }, fault }]);
  const { eventTypes, source } = await typesOf();
  expect(source).toBe("fallback");
  const listed = eventTypes.filter((row) => row.listed).map(({ type }) => type);
  expect(listed).toEqual(FALLBACK_TYPES.map(({ type }) => type));
  expect(eventTypes.at(-1)).toMatchObject({ type: "ROCKET_LAUNCH", listed: false });
});

it("a refused key is said, not covered by the built-in list", async () => {
  const simulator = await simulated({ events: 10 });
  simulator.setFaults([{ match: { path: "types" }, fault: { kind: "status", status: 401 } }]);
  await expect(typesOf()).rejects.toMatchObject({ code: "upstream_unauthorized", status: 502 });
});
