import { expect, it } from "vitest";
import { FALLBACK_TYPES, FAMILIES, familyOf, humanType, typeDescription, typeNote } from "./event-types.ts";

it("gives the published 26, each with a description and a family of its own prefix", () => {
  expect(FALLBACK_TYPES).toHaveLength(26);
  expect(new Set(FALLBACK_TYPES.map(({ type }) => type)).size).toBe(26);
  expect(
    FALLBACK_TYPES.every(({ type, description }) => description !== "" && familyOf(type) !== "other"),
  ).toBe(true);
});

it.each([
  ["USER_LOGIN", "user"],
  ["NUMBER_UPDATED", "number"],
  ["APP_ARCHIVE", "app"],
  ["APPLE_X", "other"],
  ["ACCOUNT_SECRET_CREATE", "account"],
  ["IP_WHITELIST_DELETE", "ip"],
  ["AUTORELOAD_UPDATE", "reload"],
  ["VERIFY_TEMPLATE_PUBLISH", "other"],
  ["", "other"],
])("%s is of family %s", (type, family) => {
  expect(familyOf(type)).toBe(family);
  expect(FAMILIES.some(({ id }) => id === family)).toBe(true);
});

it("knows no types that only look like properties", () => {
  expect([typeDescription("toString"), typeNote("constructor")]).toEqual([null, null]);
  expect(typeNote("USER_LOGIN")).toContain("Premium Support");
  expect(humanType("VERIFY_TEMPLATE_PUBLISH")).toBe("Verify template publish");
});
