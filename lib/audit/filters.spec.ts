import { expect, it } from "vitest";
import { canFilterBy, onlyValue, toggleValue, withoutFilters } from "./filters.ts";
import { EMPTY_QUERY, parseQuery } from "./query-params.ts";

const query = parseQuery(
  new URLSearchParams("account=A&window=7d&event_type=X&country=GB&page=3&sort=created_at"),
);

it("a value is added, and taken away again, from the first page", () => {
  const more = toggleValue(query, "country", "ES");
  expect(more).toMatchObject({ country: ["GB", "ES"], page: 1 });
  expect(toggleValue(more, "country", "GB").country).toEqual(["ES"]);
});

it("a type is asked for or left out, never both", () => {
  const without = toggleValue(query, "excludeEventTypes", "X");
  expect(without).toMatchObject({ eventTypes: [], excludeEventTypes: ["X"] });
  expect(toggleValue(without, "eventTypes", "X")).toMatchObject({ eventTypes: ["X"], excludeEventTypes: [] });
});

it("only one value takes the place of those asked for, and is no longer left out", () => {
  const before = { ...query, excludeCountry: ["ES", "SC"] };
  expect(onlyValue(before, "country", "ES")).toEqual({
    ...before,
    country: ["ES"],
    excludeCountry: ["SC"],
    page: 1,
  });
});

it.each([
  ["user", "ana.ruiz@acme.example", true],
  ["user", "48213", true],
  ["user", "not an actor", false],
  ["ip", "2001:db8::1", true],
  ["ip", "not an address", false],
  ["country", "SC", true],
  ["country", "sc", false],
  ["source", "CD", true],
  ["source", "Portal", false],
  ["eventTypes", "A,B", false],
  ["eventTypes", "ANY TYPE", true],
  ["resource", "ip:2001:db8::1", true],
  ["resource", "", false],
] as const)("%s %s can be asked for: %s", (list, value, can) => expect(canFilterBy(list, value)).toBe(can));

it("without filters the window and the account stay", () =>
  expect(withoutFilters(query)).toEqual({
    ...EMPTY_QUERY,
    account: "A",
    time: { kind: "window", window: "7d" },
    sort: "created_at",
  }));
