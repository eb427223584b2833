import { describe, expect, it } from "vitest";
import {
  aroundHref,
  eventHref,
  eventKey,
  eventsHref,
  frozenLink,
  liveLink,
  queryString,
  readEventKey,
} from "./links.ts";
import { EMPTY_QUERY, parseQuery } from "./query-params.ts";
import { isEmptyWindow, resolveWindow } from "./time/window.ts";

const AS_OF = Date.parse("2026-11-21T07:54:10Z");
const read = (text: string) => parseQuery(new URLSearchParams(text));
const freeze = (text: string) => {
  const query = read(text);
  return queryString(frozenLink(query, resolveWindow(query.time, AS_OF), "7c9e4b21"));
};

describe("frozenLink", () => {
  it("writes resolved ends, as_of and the account's key, readably", () => {
    expect(freeze("account=Acme&window=24h&user=jonas.hale@acme.example&ip=203.0.113.0/24,::1")).toBe(
      "account=7c9e4b21&date_from=2026-11-20T07:54:10Z&date_to=2026-11-21T07:54:10Z" +
        "&user=jonas.hale@acme.example&ip=203.0.113.0/24,::1&as_of=2026-11-21T07:54:10Z",
    );
  });

  it.each([
    "",
    "window=last-quarter",
    "around=2026-11-21T07:50:00&pm=1h&search_text=%25%2B%26%23%2520",
    "date_from=2027-01-01&date_to=2027-02-01",
    "date_from=2027-01-01",
  ])("opens to the same window, whenever: %j", (text) => {
    const later = read(freeze(text));
    const { from, to } = resolveWindow(later.time, later.asOf ?? NaN);
    expect({ from, to }).toMatchObject({
      from: resolveWindow(read(text).time, AS_OF).from,
      to: AS_OF < to ? NaN : to,
    });
    expect(later.searchText).toBe(read(text).searchText);
    expect(isEmptyWindow(resolveWindow(later.time, AS_OF))).toBe(
      isEmptyWindow(resolveWindow(read(text).time, AS_OF)),
    );
  });
});

describe("liveLink", () => {
  it("keeps the question, drops the moment and the page", () => {
    expect(queryString(liveLink(read("window=7d&page=3&as_of=2026-11-21&country=gb")))).toBe(
      "window=7d&country=GB",
    );
  });
});

describe("hrefs", () => {
  it("lead to the list, an event, and what is around it", () => {
    expect(eventsHref(EMPTY_QUERY)).toBe("/events");
    expect(eventsHref(read("event_type=APP_UPDATE,APP_CREATE"))).toBe(
      "/events?event_type=APP_UPDATE,APP_CREATE",
    );
    expect(eventHref("6c1e-0b52", "7c9e4b21")).toBe("/events/6c1e-0b52?account=7c9e4b21");
    expect(eventHref("a/b")).toBe("/events/a%2Fb");
    expect(aroundHref(AS_OF, "5m", read("account=7c9e4b21&country=GB&page=4"))).toBe(
      "/events?account=7c9e4b21&around=2026-11-21T07:54:10Z&pm=5m",
    );
  });
});

it.each([
  ["e-1", { id: "e-1", account: null }],
  ["7c9e4b21:e-1", { id: "e-1", account: "7c9e4b21" }],
])("an event is named %j in an address", (text, ref) => {
  expect(eventKey(ref)).toBe(text);
  expect(readEventKey(text)).toEqual(ref);
});
