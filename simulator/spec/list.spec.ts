import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Reader } from "./client";

const ids = (events: readonly Record<string, unknown>[]) => events.map(({ id }) => id);

describe("GET /events", () => {
  let reader: Reader;
  beforeAll(async () => (reader = await Reader.start({ events: 4000 })));
  afterAll(() => reader.simulator.close());

  it.each(["newest", "oldest"] as const)("gives every event once, %s first", async (order) => {
    reader.simulator.setOrder(order);
    const events = await reader.all({ size: 97 });
    const truth = reader.simulator
      .truth("7c9e4b21")
      .map(({ text }) => JSON.parse(text) as Record<string, unknown>);
    expect(events).toHaveLength(3040);
    const expected = ids(truth);
    expect(ids(events)).toEqual(order === "newest" ? expected.reverse() : expected);
    // One is made without an id.
    expect(new Set(ids(events).filter(Boolean)).size).toBe(3039);
    reader.simulator.setOrder("newest");
  });

  it("sends the events' own bytes, in the list and alone", async () => {
    const text = await (await reader.fetch("/events?size=100&page=3")).text();
    const truth = reader.simulator.truth("7c9e4b21").map((event) => event.text);
    expect(text).toContain(
      `{"_embedded":{"events":[${truth.reverse().slice(200, 300).join(",")}]},"_links":`,
    );
    const { id } = JSON.parse(truth[700]!) as { id: string };
    expect(await (await reader.fetch(`/events/${id}`)).text()).toBe(truth[700]);
  });

  it("writes HAL with http links, and none to a next page that is not", async () => {
    const first = await reader.list({ size: 100, event_type: "USER_LOGIN" });
    const { totalElements, totalPages } = first.page;
    expect(first.page).toEqual({
      size: 100,
      number: 1,
      totalElements,
      totalPages: Math.ceil(totalElements / 100),
    });
    const next = new URL(first._links["next"]!.href);
    expect(next.protocol).toBe("http:");
    expect(Object.fromEntries(next.searchParams)).toEqual({
      size: "100",
      event_type: "USER_LOGIN",
      page: "2",
    });
    expect(new URL(first._links["last"]!.href).searchParams.get("page")).toBe(String(totalPages));
    const last = await reader.list({ size: 100, event_type: "USER_LOGIN", page: totalPages });
    expect(Object.keys(last._links)).toEqual(["self", "last"]);
  });

  it("has no _embedded where there is nothing, and true totals past the end", async () => {
    const none = await reader.list({ event_type: "NO_SUCH_TYPE" });
    expect(Object.keys(none)).toEqual(["_links", "page"]);
    expect(none.page).toEqual({ size: 30, number: 1, totalElements: 0, totalPages: 0 });
    const past = await reader.list({ page: 5000 });
    expect(past).not.toHaveProperty("_embedded");
    expect(past.page).toEqual({ size: 30, number: 5000, totalElements: 3040, totalPages: 102 });
  });

  it("takes a comma list of types", async () => {
    const [logins, logouts] = [
      await reader.total({ event_type: "USER_LOGIN" }),
      await reader.total({ event_type: "USER_LOGOUT" }),
    ];
    const both = await reader.all({ event_type: "USER_LOGIN,USER_LOGOUT,WHATEVER" });
    expect(both).toHaveLength(logins + logouts);
    expect(new Set(both.map((event) => event["event_type"]))).toEqual(new Set(["USER_LOGIN", "USER_LOGOUT"]));
  });

  it("keeps accounts apart", async () => {
    const emea = reader.other();
    expect(await emea.total()).toBe(960);
    expect(new Set((await emea.all()).map((event) => event["account_id"]))).toEqual(new Set(["b52d77c0"]));
    const [event] = (await reader.list())._embedded!.events;
    expect((await emea.fetch(`/events/${String(event!["id"])}`)).status).toBe(404);
  });

  it.each([
    ["2026-11-21", "2026-11-21", "2026-11-21T00:00:00Z", "2026-11-21T23:59:59Z"],
    ["2026-11-20T10:00:00", "2026-11-21T03:02:41", "2026-11-20T10:00:00Z", "2026-11-21T03:02:41Z"],
    ["2026-11-20T10:00:00Z", "2026-11-21T05:02:41+02:00", "2026-11-20T10:00:00Z", "2026-11-21T03:02:41Z"],
    ["2026-11-20T10:00", "2026-11-21T03:02:41.999", "2026-11-20T10:00:00Z", "2026-11-21T03:02:41Z"],
    ["2026-11-21T03:02:41.001", "2026-11-21T03:12:09Z", "2026-11-21T03:02:42Z", "2026-11-21T03:12:09Z"],
  ])("reads the window %s to %s with both ends in it", async (date_from, date_to, from, to) => {
    const within = reader.simulator
      .truth("7c9e4b21")
      .filter(({ at }) => at * 1000 >= Date.parse(from) && at * 1000 <= Date.parse(to))
      .map(({ text }) => (JSON.parse(text) as { id: string }).id);
    expect(within.length).toBeGreaterThan(0);
    expect(ids(await reader.all({ date_from, date_to })).reverse()).toEqual(within);
  });

  it("reads a plus sign that form encoding made a space", async () => {
    const response = await reader.fetch(
      "/events?date_from=2026-11-21T05:02:41+02:00&date_to=2026-11-21T03:02:41",
    );
    expect(((await response.json()) as { page: unknown }).page).toMatchObject({ totalElements: 1 });
  });

  it.each([
    { size: "0" },
    { size: "101" },
    { size: "ten" },
    { page: "0" },
    { page: "-1" },
    { page: "1.5" },
    { date_from: "yesterday" },
    { date_to: "2026-02-30" },
    { date_to: "2026-02-03T24:00:00" },
    { event_type: "" },
    { event_type: "USER_LOGIN," },
    { search_text: 'a"b' },
    { search_text: "a\\" },
    { search_text: "\\x41" },
    { search_text: "line\nbreak" },
  ] as Record<string, string>[])("refuses %j with the published body", async (params) => {
    expect(await reader.status(params)).toBe(400);
  });

  it("refuses a repeated parameter and ignores an unknown one", async () => {
    expect((await reader.fetch("/events?page=1&page=2")).status).toBe(400);
    expect((await reader.fetch("/events?sort=created_at")).status).toBe(200);
  });

  it.each([
    "",
    "Basic",
    "Bearer abc",
    "Basic !!!",
    `Basic ${btoa("7c9e4b21:wrong")}`,
    `Basic ${btoa("nobody")}`,
  ])("answers 401 to %j", async (authorization) => {
    for (const path of ["/events", "/events/x", "/nothing"]) {
      const response = await reader.fetch(path, { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ status: 401, error: "Unauthorized" });
    }
    expect((await reader.fetch("/events", { method: "OPTIONS", headers: { authorization } })).status).toBe(
      401,
    );
  });

  it("names an id that is not there, whatever it is", async () => {
    for (const id of ["aaaaaaaa-bbbb-cccc-dddd-0123456789ab", "x", "%E0%A4%A", "..%2Fevents"]) {
      const response = await reader.fetch(`/events/${id}`);
      expect(response.status).toBe(404);
      expect(((await response.json()) as { message: string }).message).toMatch(
        /^Event with provided id: .+ was not found$/,
      );
    }
    expect((await reader.fetch("/else")).status).toBe(404);
    expect((await reader.fetch("/events", { method: "POST" })).status).toBe(405);
  });
});
