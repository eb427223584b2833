import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../../simulator/index.ts";
import { Secret } from "./accounts/secret.ts";
import { getEvent } from "./get-event.ts";
import { listEvents } from "./list-events.ts";
import { listTypes } from "./list-types.ts";
import { type Upstream, openUpstream } from "./upstream.ts";

let simulator: Simulator;
let upstream: Upstream;

beforeAll(async () => {
  simulator = await startSimulator({ events: 500, now: "2026-11-21T07:54:11Z" });
  const [first] = simulator.accounts;
  if (first === undefined) throw new Error("The simulator has no account.");
  const { name, apiKey, apiSecret } = first;
  upstream = openUpstream(
    { name, apiKey, secret: new Secret(apiSecret) },
    { url: simulator.url, zone: "UTC" },
  );
});
afterAll(() => simulator.close());

it("lists events with the exact text of each, and the upstream's own total", async () => {
  const truth = new Set(simulator.truth(upstream.account.apiKey).map(({ text }) => text));
  const { events, page, conflicts } = await listEvents(
    upstream,
    new URLSearchParams({ page: "2", size: "40" }),
  );
  expect(page).toEqual({
    number: 2,
    size: 40,
    totalElements: truth.size,
    totalPages: Math.ceil(truth.size / 40),
  });
  expect(events).toHaveLength(40);
  expect(events.filter(({ raw }) => !truth.has(raw))).toEqual([]);
  expect(conflicts).toEqual([]);
});

it("a poll that brings the same bytes is the same list, and one that brings others is not", async () => {
  const [first, again, other, smaller] = await Promise.all(
    ["page=1&size=40", "size=40&page=1", "page=2&size=40", "page=1&size=39"].map((query) =>
      listEvents(upstream, new URLSearchParams(query)),
    ),
  );
  expect(again?.events).toBe(first?.events);
  expect(smaller?.events).toEqual(first?.events.slice(0, 39));
  const ids = new Set(first?.events.map(({ id }) => id));
  expect(other?.events.filter(({ id }) => ids.has(id))).toEqual([]);
});

it("says no events only for an answer that counts none", async () => {
  const { events, page } = await listEvents(
    upstream,
    new URLSearchParams({ search_text: "no such text anywhere" }),
  );
  expect(events).toEqual([]);
  expect(page).toEqual({ number: 1, size: 30, totalElements: 0, totalPages: 0 });
});

it("a page past the end has no events and the true total", async () => {
  const { events, page } = await listEvents(upstream, new URLSearchParams({ page: "900", size: "100" }));
  expect(events).toEqual([]);
  expect(page.totalElements).toBe(simulator.truth(upstream.account.apiKey).length);
});

it("reads one event, byte for byte; null for an id that is not known", async () => {
  const { events } = await listEvents(upstream, new URLSearchParams({ size: "1" }));
  const [first] = events;
  expect((await getEvent(upstream, first?.id ?? ""))?.raw).toBe(first?.raw);
  expect(await getEvent(upstream, "00000000-0000-0000-0000-000000000000")).toBeNull();
});

it("reads the types that OPTIONS lists", async () => {
  const { eventTypes, source } = await listTypes(upstream);
  expect(source).toBe("upstream");
  expect(eventTypes).toContainEqual({ type: "APP_CREATE", description: "Application created" });
});
