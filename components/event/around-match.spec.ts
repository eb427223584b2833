import { expect, it } from "vitest";
import { eventOf } from "@/lib/audit/testing";
import { matchesOf } from "./around-match";

const event = (fields: Record<string, unknown> = {}, appId = "a-1") =>
  eventOf(
    "APP_UPDATE",
    { appId },
    { user_email: "a@x.example", source_ip: "192.0.2.1", source_country: "ES", ...fields },
  );
const fits = (id: string, one: ReturnType<typeof event>, other: ReturnType<typeof event>) =>
  matchesOf(one)
    .find((match) => match.id === id)
    ?.fits(other);

it("an event is matched by what it carries, and by its application, number or secret", () => {
  expect(matchesOf(event()).map(({ label }) => label)).toEqual([
    "All",
    "Same actor",
    "Same address",
    "Same country",
    "Same application",
  ]);
  const bare = eventOf(
    "USER_LOGIN",
    {},
    { user_email: null, user_id: null, source_ip: null, source_country: null },
  );
  expect(matchesOf(bare).map(({ id }) => id)).toEqual(["all"]);
});

it("another fits where it carries the same", () => {
  expect(fits("actor", event(), event({ source_ip: "192.0.2.2" }))).toBe(true);
  expect(fits("actor", event(), event({ user_email: "b@x.example" }))).toBe(false);
  expect(fits("address", event(), event({ user_email: null }))).toBe(true);
  expect(fits("address", event(), event({ source_ip: "192.0.2.2" }))).toBe(false);
  expect(fits("country", event(), event({ source_country: "GB" }))).toBe(false);
  expect(fits("resource", event(), event({ user_email: null }))).toBe(true);
  expect(fits("resource", event(), event({}, "a-2"))).toBe(false);
});

it("without an address of mail people are told apart by their id", () => {
  const one = event({ user_email: null, user_id: 7 });
  expect(fits("actor", one, event({ user_email: null, user_id: 7 }))).toBe(true);
  expect(fits("actor", one, event({ user_email: null, user_id: 8 }))).toBe(false);
  expect(fits("actor", one, event({ user_email: null, user_id: null }))).toBe(false);
});
