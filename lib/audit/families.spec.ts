import { expect, it } from "vitest";
import { familyShown, toggleFamily } from "./families.ts";
import { parseQuery } from "./query-params.ts";

const SEEN = ["USER_LOGIN", "USER_NEW_KIND", "APP_UPDATE", "IP_WHITELIST_CREATE", "A,B"];
const read = (search: string) => parseQuery(new URLSearchParams(search));

it("hides a family whole, the types nobody listed too, and shows it again", () => {
  const hidden = toggleFamily(read("country=GB&page=3"), "user", SEEN);
  expect(hidden.excludeEventTypes).toEqual(
    expect.arrayContaining(["USER_LOGIN", "USER_CREATE", "USER_NEW_KIND"]),
  );
  expect(hidden.excludeEventTypes.every((type) => type.startsWith("USER_"))).toBe(true);
  expect(hidden).toMatchObject({ page: 1, country: ["GB"], eventTypes: [] });
  expect(familyShown(hidden, "user", SEEN)).toBe("none");
  expect(familyShown(hidden, "app", SEEN)).toBe("all");
  expect(toggleFamily(hidden, "user", SEEN).excludeEventTypes).toEqual([]);
});

it("out of types that were asked for it takes its own, and adds them", () => {
  const asked = read("event_type=USER_LOGIN,APP_UPDATE");
  expect(familyShown(asked, "user", SEEN)).toBe("some");
  expect(familyShown(asked, "ip", SEEN)).toBe("none");
  const all = toggleFamily(asked, "user", SEEN);
  expect(familyShown(all, "user", SEEN)).toBe("all");
  expect(toggleFamily(all, "user", SEEN).eventTypes).toEqual(["APP_UPDATE"]);
  expect(toggleFamily(asked, "ip", SEEN).eventTypes).toContain("IP_WHITELIST_DELETE");
});

it("hiding the last family that was asked for shows all", () =>
  expect(toggleFamily(read("event_type=IP_WHITELIST_CREATE"), "ip", ["IP_WHITELIST_CREATE"])).toMatchObject({
    eventTypes: [],
    excludeEventTypes: [],
  }));

it("a type that no address can name is never asked for", () =>
  expect(toggleFamily(read(""), "other", SEEN).excludeEventTypes).not.toContain("A,B"));
