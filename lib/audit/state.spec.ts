import { describe, expect, it } from "vitest";
import { decodeEvent } from "./decode-event.ts";
import { statementsOf } from "./state.ts";
import { eventOf, repointed } from "./testing.ts";

/** `field[=key]: before→value`, for short. */
const said = (type: string, context?: unknown, fields?: Record<string, unknown>) =>
  statementsOf(eventOf(type, context, fields)).map(({ field, key, value, before }) => {
    const name = field === key ? field : `${field}=${key}`;
    return `${name}: ${before ? `${before.value}→` : ""}${value}`;
  });

describe("statementsOf", () => {
  it.each([
    [
      "NUMBER_UPDATED",
      { msisdn: "447", country: "GB", "voice-type": "sip", "voice-value": "sip:a", accountId: "x" },
      ["country: GB", "voice-type: sip", "voice-value: sip:a", "accountId=account: x"],
    ],
    [
      "NUMBER_LINKED",
      { msisdn: "447", applicationId: "a1", account: "x" },
      ["account: x", "application: a1"],
    ],
    ["NUMBER_UNLINKED", { msisdn: "447", applicationId: "a1" }, ["application: null"]],
    ["NUMBER_LINKED", { msisdn: "447" }, []],
    [
      "APP_CREATE",
      { appId: "a1", created: { appId: "a1", name: "N", event_url: { url: "u" } } },
      ["created.name=name: N", "created.event_url.url=event_url.url: u", "exists: true"],
    ],
    ["APP_DELETE", { appId: "a1", deleted: { name: "N" } }, ["exists: false"]],
    ["APP_DISABLE", { appId: "a1" }, ["enabled: false"]],
    ["ACCOUNT_SECRET_CREATE", { secretId: "s" }, ["exists: true"]],
    ["IP_WHITELIST_DELETE", { ip: "192.0.2.1" }, ["allow-listed: false"]],
    ["NUMBER_ASSIGN", { msisdn: "4477", country: "GB" }, ["country: GB", "assigned: true"]],
    ["AUTORELOAD_UPDATE", { amount: 2000, accountId: "x" }, ["amount: 2000"]],
    ["USER_LOGIN", { userAgent: "x" }, []],
    ["VERIFY_TEMPLATE_PUBLISH", { templateId: "t", locale: "en" }, []],
    [
      "VERIFY_TEMPLATE_PUBLISH",
      { before: { locale: "de" }, after: { locale: "en" } },
      ["after.locale=locale: de→en"],
    ],
  ])("%s %j", (type, context, expected) => {
    expect(said(type, context)).toEqual(expected);
  });

  it.each([
    [{ before: { name: "a" }, after: { name: "b" } }, ["after.name=name: a→b"]],
    [{ old: { name: "a" }, new: { name: "b" } }, ["new.name=name: a→b"]],
    [{ previous: { name: "a" }, current: { name: "b" } }, ["current.name=name: a→b"]],
    [{ from: { name: "a" }, to: { name: "b" } }, ["to.name=name: a→b"]],
    [{ name: { from: "a", to: "b" } }, ["name: a→b"]],
    [{ updated: { name: { old: "a", new: "b" } } }, ["updated.name=name: a→b"]],
    [{ changes: { name: { before: 1, after: null } } }, ["changes.name=name: 1→null"]],
    [
      {
        changes: [
          { field: "name", old: "a", new: "b" },
          { field: "type", old: 1, new: 2 },
        ],
      },
      ["changes.name=name: a→b", "changes.type=type: 1→2"],
    ],
    [{ before: { a: 1, b: 2 }, after: { a: 3 } }, ["after.a=a: 1→3", "before.b=b: 2→null"]],
    [{ previous: { a: 1, b: 2 }, updated: { a: 3, c: 4 } }, ["updated.a=a: 1→3", "updated.c=c: 4"]],
    [{ data: { before: { x: 1 }, after: { x: 2 } } }, ["data.after.x=data.x: 1→2"]],
  ])("reads the pair in %j as stated", (context, expected) => {
    expect(said("APP_UPDATE", { appId: "a1", ...context })).toEqual(expected);
  });

  it.each([
    [{ prior: { name: "a" }, next: { name: "b" } }, ["prior.name: a", "next.name: b"]],
    [{ was: "a", is: "b" }, ["was: a", "is: b"]],
    [{ oldName: "a", newName: "b" }, ["oldName: a", "newName: b"]],
    [{ old: { name: "a" }, updated: { name: "b" } }, ["updated.name=name: b"]],
    [{ previous: { name: "a" } }, []],
    [{ before: "a", current: "b" }, ["before: a", "current: b"]],
    [{ list: [{ from: "a", to: "b" }] }, ['list: [{"from":"a","to":"b"}]']],
  ])("and nothing else: %j", (context, expected) => {
    expect(said("APP_UPDATE", { appId: "a1", ...context })).toEqual(expected);
  });

  it("keeps digits, lists and odd keys, and of duplicates the first", () => {
    const context = '{"appId":"a1","n":9007199254740993,"__proto__":{"x":[1,{"a":2}]},"n":1,"e":{},"z":null}';
    const raw = eventOf("APP_UPDATE", 0).raw.replace('"context":0', `"context":${context}`);
    const statements = statementsOf(decodeEvent(raw, { zone: "UTC", keyOf: () => "x-0" }));
    expect(statements.map(({ field, value }) => [field, value])).toEqual([
      ["n", "9007199254740993"],
      ["__proto__.x", '[1,{"a":2}]'],
      ["e", "{}"],
      ["z", null],
    ]);
  });

  it("sets the story's event apart: one stated, seven new, none of what identifies the app", () => {
    const statements = statementsOf(repointed());
    expect(statements.filter(({ before }) => before).map(({ field }) => field)).toEqual([
      "updated.signed-callbacks",
    ]);
    expect(statements).toHaveLength(9);
    expect(statements.some(({ key }) => key === "appId")).toBe(false);
  });

  it("keeps settings of one account apart", () => {
    const [reload] = statementsOf(eventOf("AUTORELOAD_ENABLE", {}));
    expect(reload).toMatchObject({
      resource: { kind: "account", value: "7c9e4b21" },
      key: "enabled",
      scope: "reload",
    });
  });
});
