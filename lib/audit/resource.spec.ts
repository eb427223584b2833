import { describe, expect, it } from "vitest";
import { parseResourceKey, primaryResource, resourceKey, resourcesOf } from "./resource.ts";
import { APP, eventOf, repointed } from "./testing.ts";

const keys = (type: string, context?: unknown, fields?: Record<string, unknown>) =>
  resourcesOf(eventOf(type, context, fields)).map(resourceKey);
const ACTOR = ["user:jonas.hale@acme.example", "user:48213"];
const REST = [...ACTOR, "ip:203.0.113.77", "account:7c9e4b21"];

describe("resourcesOf", () => {
  it.each([
    ["APP_CREATE", { appId: "a1" }, ["app:a1", ...REST]],
    ["APP_CREATE", { created: { appId: "a1" } }, ["app:a1", ...REST]],
    ["APP_UPDATE", { application_id: "a1" }, ["app:a1", ...REST]],
    [
      "NUMBER_LINKED",
      { applicationId: "a1", msisdn: "447700900345", country: "GB", account: "7c9e4b21" },
      ["number:447700900345", "app:a1", "account:7c9e4b21", ...REST.slice(0, 3)],
    ],
    [
      "NUMBER_UPDATED",
      { msisdn: "447700900345", "voice-type": "app", "voice-value": "a1" },
      ["number:447700900345", "app:a1", ...REST],
    ],
    [
      "NUMBER_UPDATED",
      { msisdn: "447700900345", "voice-type": "tel", "voice-value": "447700900012" },
      ["number:447700900345", ...REST],
    ],
    ["NUMBER_ASSIGN", { msisdn: 447700900733 }, ["number:447700900733", ...REST]],
    ["NUMBER_ASSIGN", { msisdn: "+447700900733" }, ["number:447700900733", ...REST]],
    ["ACCOUNT_SECRET_CREATE", { secret_id: "ad6d" }, ["secret:ad6d", ...REST]],
    ["ACCOUNT_SECRET_DELETE", { secretId: "ad6d" }, ["secret:ad6d", ...REST]],
    ["IP_WHITELIST_CREATE", { ip: "198.51.100.0/24" }, ["ip:198.51.100.0/24", ...REST]],
    ["IP_WHITELIST_CREATE", { address: "2001:db8::1" }, ["ip:2001:db8::1", ...REST]],
    ["IP_WHITELIST_CREATE", { ips: ["192.0.2.1", "192.0.2.2"] }, ["ip:192.0.2.1", "ip:192.0.2.2", ...REST]],
    ["USER_CREATE", { email: "new@acme.example" }, ["user:new@acme.example", ...REST]],
    ["USER_UPDATE", { userId: 7 }, ["user:7", ...REST]],
    ["X", { deep: [{ er: { msisdn: "447700900345" } }] }, ["number:447700900345", ...REST]],
  ])("%s %j", (type, context, expected) => {
    expect(keys(type, context)).toEqual(expected);
  });

  it("finds nothing where nothing is named", () => {
    const context = {
      country: "GB",
      address: "1 High Street",
      name: "a1",
      number: "5",
      email: "billing@acme.example",
      appId: "",
      msisdn: "none",
      ip: "10",
      "voice-type": "sip",
      "voice-value": "a1",
      accountId: { a: 1 },
      amount: 2000,
      url: "https://a.example",
      secretId: null,
      applicationId: "two words",
    };
    expect(keys("AUTORELOAD_UPDATE", context)).toEqual(["account:7c9e4b21", ...REST.slice(0, 3)]);
  });

  it("tells roles, paths and names", () => {
    expect(resourcesOf(repointed())).toEqual([
      { kind: "app", value: APP, path: "context.appId", label: "Support IVR", role: "primary" },
      { kind: "account", value: "7c9e4b21", path: "context.updated.accountId", role: "named" },
      { kind: "user", value: "jonas.hale@acme.example", path: "user_email", role: "actor" },
      { kind: "user", value: "48213", path: "user_id", role: "actor" },
      { kind: "ip", value: "203.0.113.77", path: "source_ip", role: "origin" },
    ]);
  });

  it("takes an event without context, user or address", () => {
    expect(
      keys("X", undefined, {
        user_email: undefined,
        user_id: undefined,
        source_ip: "",
        account_id: undefined,
      }),
    ).toEqual([]);
  });
});

describe("primaryResource", () => {
  it.each([
    ["USER_LOGIN", undefined, "user:jonas.hale@acme.example"],
    ["AUTORELOAD_UPDATE", { amount: 1 }, "account:7c9e4b21"],
    ["ACCOUNT_SECRET_CREATE", {}, null],
    ["NUMBER_SOMETHING_NEW", { msisdn: "4477" }, "number:4477"],
    ["IP_WHITELIST_CREATE", {}, null],
    ["VERIFY_TEMPLATE_PUBLISH", { appId: "a1" }, null],
    ["constructor", { appId: "a1" }, null],
  ])("%s %j is about %s", (type, context, expected) => {
    const found = primaryResource(eventOf(type, context));
    expect(found === null ? null : resourceKey(found)).toBe(expected);
  });

  it("is the allow-listed address, also when it is the caller's own", () => {
    expect(primaryResource(eventOf("IP_WHITELIST_CREATE", { ip: "203.0.113.77" }))?.path).toBe("context.ip");
  });
});

it("keys round trip, IPv6 too", () => {
  for (const id of [
    { kind: "ip", value: "2001:db8::1" },
    { kind: "app", value: "a" },
  ] as const)
    expect(parseResourceKey(resourceKey(id))).toEqual(id);
  for (const bad of ["", "app", "app:", "apps:1", ":1", "toString:1"])
    expect(parseResourceKey(bad)).toBeNull();
});
