import { expect, it } from "vitest";
import { carriedBy, firstMark, type FirstSeenAnswer } from "./first-seen.ts";
import { eventOf } from "./testing.ts";

const FIRST = "2026-11-21T03:02:41Z";
const answer = (firsts: Partial<FirstSeenAnswer["firsts"]>): FirstSeenAnswer => ({
  since: "2025-10-14T00:00:00Z",
  firsts: { user: {}, ip: {}, country: {}, host: {}, ...firsts },
});
const NEW_ADDRESS = answer({ ip: { "203.0.113.77": FIRST }, country: { SC: "2026-11-21T03:00:00Z" } });
const event = (created_at: string, fields: Record<string, unknown> = {}) =>
  carriedBy(
    eventOf("USER_LOGIN", {}, { created_at, source_ip: "203.0.113.77", source_country: "SC", ...fields }),
  );
const FROM = ["ip", "country"] as const;

it("the very first event with a value is marked, and those of the 24 hours after it", () => {
  expect(firstMark(event("2026-11-21T03:02:41"), NEW_ADDRESS, FROM)).toEqual({
    what: ["ip"],
    values: ["203.0.113.77"],
    afterMs: 0,
  });
  expect(firstMark(event("2026-11-21T03:12:09"), NEW_ADDRESS, FROM)).toEqual({
    what: ["ip"],
    values: ["203.0.113.77"],
    afterMs: 568_000,
  });
  expect(firstMark(event("2026-11-22T03:02:40"), NEW_ADDRESS, ["ip"])?.afterMs).toBe(86_399_000);
  expect(firstMark(event("2026-11-22T03:02:41"), NEW_ADDRESS, FROM)).toBeNull();
});

it("the latest of several is told; of one moment, all", () => {
  const both = answer({ ip: { "203.0.113.77": FIRST }, country: { SC: FIRST } });
  expect(firstMark(event("2026-11-21T03:02:41"), both, FROM)?.what).toEqual(["ip", "country"]);
});

it("nothing is new before it was seen, without a time, without a value, or where nothing is known", () => {
  expect(firstMark(event("2026-11-21T02:59:59"), NEW_ADDRESS, FROM)).toBeNull();
  expect(firstMark(event("soon"), NEW_ADDRESS, FROM)).toBeNull();
  expect(firstMark(event("2026-11-21T03:02:41", { source_ip: "192.0.2.1" }), NEW_ADDRESS, ["ip"])).toBeNull();
  expect(firstMark(event("2026-11-21T03:02:41", { source_ip: "toString" }), NEW_ADDRESS, ["ip"])).toBeNull();
  expect(firstMark(event("2026-11-21T03:02:41"), answer({}), FROM)).toBeNull();
});

it("of an event's hosts the new ones are told", () => {
  const hosts = answer({ host: { "qx9-relay.example": FIRST } });
  const update = eventOf(
    "APP_UPDATE",
    { updated: { event_url: "https://QX9-relay.example/e", answer_url: "https://voice.acme.example" } },
    { created_at: "2026-11-21T03:03:41" },
  );
  expect(firstMark(carriedBy(update), hosts, ["host"])).toEqual({
    what: ["host"],
    values: ["qx9-relay.example"],
    afterMs: 60_000,
  });
});
