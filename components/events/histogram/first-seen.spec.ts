import { expect, it } from "vitest";
import { parseQuery } from "@/lib/audit/query-params";
import type { EventSummary } from "@/lib/audit/summary";
import { firstSeenIn, onlyFirstSeen } from "./first-seen";

const start = Date.parse("2026-11-21T03:00:00Z");
const bars = [5, 0, 2].map((total, i) => ({
  start: start + i * 60_000,
  end: start + (i + 1) * 60_000,
  total,
  families: {},
}));
const shape = { start, end: start + 180_000, bars };
const facet = (...values: [string, string?][]) => ({
  values: values.map(([value, first]) => ({
    value,
    count: 1,
    ...(first ? { first: `2026-11-21T03:0${first}Z` } : {}),
  })),
});
const summary = {
  facets: {
    ip: facet(["203.0.113.77", "0:41"], ["192.0.2.1"], ["192.0.2.2", "1:10"], ["192.0.2.3", "9:00"]),
    user: facet(["jonas.hale@acme.example", "2:59"], ["not an actor", "2:00"]),
    country: facet(["SC", "0:41"]),
  },
} as unknown as EventSummary;
const read = (search: string) => parseQuery(new URLSearchParams(search));
const seen = (search: string) =>
  [...firstSeenIn(summary, read(search), shape)].map(([bar, found]) => [
    bar,
    ...found.map(({ value }) => value),
  ]);

it("stands in the bar of its moment, where the answer has events", () =>
  expect(seen("")).toEqual([
    [0, "203.0.113.77", "SC"],
    [2, "jonas.hale@acme.example", "not an actor"],
  ]));

it("leaves out what the query does", () => {
  expect(seen("ip=192.0.2.1&exclude_country=SC")).toEqual([[2, "jonas.hale@acme.example", "not an actor"]]);
  expect(seen("ip=203.0.113.0/24&user=1")).toEqual([[0, "203.0.113.77", "SC"]]);
});

it("is asked for by the address first, and by nothing that no address can hold", () => {
  const found = firstSeenIn(summary, read(""), shape);
  expect(onlyFirstSeen(read("country=ES"), found.get(0) ?? [])).toMatchObject({
    ip: ["203.0.113.77"],
    country: ["ES"],
  });
  expect(onlyFirstSeen(read(""), found.get(2) ?? [])).toMatchObject({ user: ["jonas.hale@acme.example"] });
  expect(onlyFirstSeen(read(""), [{ kind: "user", value: "not an actor", at: 0 }])).toBeNull();
});
