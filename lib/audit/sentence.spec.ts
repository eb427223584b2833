import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "./event.ts";
import { FALLBACK_TYPES } from "./event-types.ts";
import { deriveChanges } from "./history.ts";
import { headlineOf, learnNames, plainSentence, sentenceOf, type SentenceOptions } from "./sentence.ts";
import { APP, eventOf, repointed, september } from "./testing.ts";

const ALL = { lookedBackTo: null, exhausted: true };
const names = new Map([
  ["app:a1", "Support IVR"],
  ["app:a2", "OTP messages"],
]);
const told = (event: AuditEvent, earlier?: AuditEvent[]): SentenceOptions =>
  earlier ? { names, changes: deriveChanges(event, earlier, ALL).changes } : { names };
const say = (event: AuditEvent, earlier?: AuditEvent[]) =>
  plainSentence(sentenceOf(event, told(event, earlier)));
const title = (event: AuditEvent, earlier?: AuditEvent[]) => {
  const { title: head, sub } = headlineOf(event, told(event, earlier));
  return [plainSentence(head), plainSentence(sub)];
};

const before = (type: string, context: unknown) =>
  eventOf(type, context, { id: "before", created_at: "2026-01-01T00:00:00" });
const number = (context: Record<string, unknown>) => ({ msisdn: "34600000112", ...context });

describe("without history", () => {
  it.each([
    [
      "NUMBER_UPDATED",
      number({ "voice-type": "tel", "voice-value": "34600000190", country: "ES" }),
      "Number 34600000112 voice → tel:34600000190",
    ],
    [
      "NUMBER_UPDATED",
      number({ "voice-type": "sip", "voice-value": "sip:9@a.example" }),
      "Number 34600000112 voice → sip:9@a.example",
    ],
    [
      "NUMBER_UPDATED",
      number({ "voice-type": "app", "voice-value": "a1" }),
      "Number 34600000112 voice → app:Support IVR",
    ],
    [
      "NUMBER_UPDATED",
      number({ http: "https://a.example/in" }),
      "Number 34600000112 http → https://a.example/in",
    ],
    ["NUMBER_UPDATED", number({}), "Number 34600000112 updated"],
    ["NUMBER_UPDATED", number({ "voice-type": 5 }), "Number 34600000112 updated"],
    ["NUMBER_LINKED", number({ applicationId: "a1" }), "Number 34600000112 linked to app Support IVR"],
    ["NUMBER_LINKED", number({ applicationId: APP }), "Number 34600000112 linked to app 9f3c2b7e…c3e5"],
    ["NUMBER_LINKED", number({}), "Number 34600000112 linked"],
    ["NUMBER_UNLINKED", number({ applicationId: "a1" }), "Number 34600000112 unlinked from app Support IVR"],
    ["NUMBER_ASSIGN", number({ country: "ES" }), "Number 34600000112 assigned"],
    ["NUMBER_USER_CANCELED", number({}), "Number 34600000112 canceled by user"],
    ["NUMBER_TELEPORT", number({}), "Number 34600000112 number teleport"],
    [
      "ACCOUNT_SECRET_CREATE",
      { secretId: "ad6dc56f-07b5-46e1-a527-85530e622b27" },
      "Account Secret ad6dc56f…2b27 created",
    ],
    ["ACCOUNT_SECRET_CREATE", {}, "Account secret created"],
    ["IP_WHITELIST_CREATE", { ip: "203.0.113.77" }, "Address 203.0.113.77 allow-listed"],
    [
      "IP_WHITELIST_DELETE",
      { address: "203.0.113.0/24" },
      "Address 203.0.113.0/24 removed from the allow-list",
    ],
    ["AUTORELOAD_UPDATE", { amount: 2000, threshold: 500 }, "Auto-reload amount → 2000, threshold → 500"],
    [
      "AUTORELOAD_UPDATE",
      { amount: 2000, threshold: 500, currency: "EUR" },
      "Auto-reload amount → 2000, threshold → 500 +1",
    ],
    ["AUTORELOAD_ENABLE", {}, "Auto-reload enabled"],
    ["AUTORELOAD_DISABLE", undefined, "Auto-reload disabled"],
    ["AUTORELOAD_UPDATE", {}, "Auto-reload settings updated"],
    ["USER_LOGIN", undefined, "Signed in to the Customer Dashboard"],
    ["USER_LOGOUT", undefined, "Signed out of the Customer Dashboard"],
    ["USER_BILLING_UPDATE", undefined, "User billing updated"],
    ["USER_CREATE", { email: "new@acme.example" }, "User created: new@acme.example"],
    ["USER_UPDATE", { userEmail: "jonas.hale@acme.example" }, "User updated"],
    ["ACCOUNT_UPDATE_SETTINGS_API", { x: 1 }, "Account Settings updated via API"],
    ["APP_CREATE", { appId: "a9", created: { name: "New one" } }, "App New one created"],
    ["APP_UPDATE", { appId: "a1" }, "App Support IVR updated"],
    ["APP_DELETE", { appId: "a1" }, "App Support IVR deleted"],
    ["VERIFY_TEMPLATE_PUBLISH", { a: 1, b: { c: 2, d: 3 } }, "Verify template publish 3 context fields"],
    ["VERIFY_TEMPLATE_PUBLISH", { a: 1 }, "Verify template publish 1 context field"],
    ["VERIFY_TEMPLATE_PUBLISH", undefined, "Verify template publish"],
    ["", undefined, "No type"],
  ])("%s %j → %s", (type, context, expected) => {
    expect(say(eventOf(type, context))).toBe(expected);
  });

  it("takes the event's own description where there is nothing better", () => {
    expect(
      say(eventOf("VERIFY_TEMPLATE_PUBLISH", {}, { event_type_description: "Template published." })),
    ).toBe("Template published");
  });

  it("says what the event itself states", () => {
    expect(say(repointed())).toBe(
      "App Support IVR signed-callbacks → false (was true) · webhooks at qx9-relay.example",
    );
  });
});

describe("with history", () => {
  it("names the webhook's new host first, then the old", () => {
    expect(say(repointed(), [september()])).toBe(
      "App Support IVR event_url → qx9-relay.example (was voice.acme.example) +3",
    );
    expect(title(repointed(), [september()])).toEqual([
      "Support IVR: event webhook now points to qx9-relay.example",
      "It was voice.acme.example.",
    ]);
  });

  it.each([
    [
      "NUMBER_UPDATED",
      number({ "voice-type": "tel", "voice-value": "1" }),
      number({ "voice-type": "app", "voice-value": "a1" }),
      "Number 34600000112 voice → tel:1 (was app:Support IVR)",
    ],
    [
      "NUMBER_UPDATED",
      number({ "voice-type": "tel", "voice-value": "1" }),
      number({ "voice-type": "tel", "voice-value": "2", http: "x" }),
      "Number 34600000112 voice → tel:1 (was tel:2)",
    ],
    [
      "NUMBER_UPDATED",
      number({ "voice-type": "tel", "voice-value": "1", http: "y" }),
      number({ "voice-type": "tel", "voice-value": "1", http: "x" }),
      "Number 34600000112 http → y (was x)",
    ],
    [
      "NUMBER_UPDATED",
      number({ "voice-type": "tel", "voice-value": "1" }),
      number({ "voice-type": "tel", "voice-value": "1" }),
      "Number 34600000112 updated, no field differs",
    ],
    [
      "NUMBER_UPDATED",
      number({ "voice-type": "tel", "voice-value": "1", country: "ES" }),
      number({}),
      "Number 34600000112 voice → tel:1 (was unknown)",
    ],
    [
      "NUMBER_LINKED",
      number({ applicationId: "a1" }),
      number({ applicationId: "a2" }),
      "Number 34600000112 linked to app Support IVR (was OTP messages)",
    ],
    [
      "AUTORELOAD_UPDATE",
      { amount: 2000, threshold: 500 },
      { amount: 100, threshold: 20 },
      "Auto-reload amount → 2000 (was 100), threshold → 500 (was 20)",
    ],
    [
      "AUTORELOAD_UPDATE",
      { amount: 100, threshold: 500 },
      { amount: 100, threshold: 20 },
      "Auto-reload threshold → 500 (was 20)",
    ],
    ["AUTORELOAD_UPDATE", { amount: 100 }, { amount: 100 }, "Auto-reload settings updated, no field differs"],
    ["ACCOUNT_UPDATE_SETTINGS_API", { x: 1 }, { x: 2 }, "Account Settings updated via API: x → 1 (was 2)"],
    ["APP_UPDATE", { appId: "a1", name: "b" }, { appId: "a1", name: "a" }, "App a name → b (was a)"],
    ["APP_UPDATE", { appId: "a1", name: "a" }, { appId: "a1", name: "a" }, "App a updated, no field differs"],
    [
      "APP_UPDATE",
      { appId: "a1", event_url: { url: "https://a.example/2" } },
      { appId: "a1", event_url: { url: "https://a.example/1" } },
      "App Support IVR event_url → https://a.example/2 (was https://a.example/1)",
    ],
    ["APP_DELETE", { appId: "a1" }, { appId: "a1" }, "App Support IVR deleted"],
  ])("%s %j after %j: %s", (type, context, earlier, expected) => {
    expect(say(eventOf(type, context), [before(type, earlier)])).toBe(expected);
  });

  it("says when a number was not linked", () => {
    const unlinked = before("NUMBER_UNLINKED", number({ applicationId: "a1" }));
    expect(say(eventOf("NUMBER_LINKED", number({ applicationId: "a2" })), [unlinked])).toBe(
      "Number 34600000112 linked to app OTP messages (was not linked)",
    );
  });

  it("heads other events with their sentence", () => {
    expect(
      title(eventOf("NUMBER_LINKED", number({ applicationId: "a1" })), [
        before("NUMBER_LINKED", number({ applicationId: "a2" })),
      ]),
    ).toEqual(["34600000112 linked to app Support IVR", "It was linked to app OTP messages."]);
    expect(title(eventOf("APP_UPDATE", { appId: "a1", mode: "x" }), [])).toEqual([
      "Support IVR: mode is now x",
      "What it was before is not known.",
    ]);
    const none = before("APP_UPDATE", { appId: "a1", mode: null });
    expect(title(eventOf("APP_UPDATE", { appId: "a1", mode: "x" }), [none])[1]).toBe(
      "There was none before.",
    );
    const [, sub] = title(eventOf("NUMBER_LINKED", number({ applicationId: "a1" })), [
      before("NUMBER_UNLINKED", number({})),
    ]);
    expect(sub).toBe("It was not linked.");
    expect(title(eventOf("USER_LOGIN"))).toEqual(["Signed in to the Customer Dashboard", ""]);
    expect(
      title(eventOf("APP_UPDATE", { appId: "a1", name: "b" }), [
        before("APP_UPDATE", { appId: "a1", name: "a" }),
      ]),
    ).toEqual(["a: name is now b", "It was a."]);
  });
});

describe("segments", () => {
  it("link what they name, and quiet what was", () => {
    const event = eventOf("NUMBER_LINKED", number({ applicationId: "a1" }));
    expect(
      sentenceOf(event, told(event, [before("NUMBER_LINKED", number({ applicationId: "a2" }))])),
    ).toEqual([
      { kind: "kind", text: "Number " },
      {
        kind: "resource",
        text: "34600000112",
        resource: { kind: "number", value: "34600000112" },
        mono: true,
      },
      { kind: "text", text: " linked to app " },
      { kind: "resource", text: "Support IVR", resource: { kind: "app", value: "a1" }, mono: false },
      { kind: "quiet", text: " (was " },
      {
        kind: "resource",
        text: "OTP messages",
        resource: { kind: "app", value: "a2" },
        mono: false,
        quiet: true,
      },
      { kind: "quiet", text: ")" },
    ]);
  });
});

it("learns names from a page, the latest winning", () => {
  const events = [
    repointed(),
    before("APP_CREATE", { appId: APP, created: { appId: APP, name: "Old name" } }),
    eventOf("USER_LOGIN"),
  ];
  expect([...learnNames(events)]).toEqual([[`app:${APP}`, "Support IVR"]]);
  expect([...learnNames(events.toReversed())]).toEqual([[`app:${APP}`, "Support IVR"]]);
});

it("says something short of anything", () => {
  const keys = fc.constantFrom(
    "appId",
    "msisdn",
    "voice-type",
    "voice-value",
    "applicationId",
    "created",
    "updated",
    "previous",
    "from",
    "to",
    "name",
    "__proto__",
    "secretId",
    "ip",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constant("x".repeat(100_000)),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(keys, tie("tree"), { maxKeys: 6, noNullPrototype: false }),
    ),
  }));
  const type = fc.constantFrom(...FALLBACK_TYPES.map((row) => row.type), "X", "toString", "APP_", "NUMBER");
  fc.assert(
    fc.property(type, tree, tree, (name, context, earlier) => {
      const event = eventOf(name, context);
      const options = { changes: deriveChanges(event, [before(name, earlier)], ALL).changes };
      for (const segments of [
        sentenceOf(event),
        sentenceOf(event, options),
        headlineOf(event, options).title,
      ]) {
        expect(plainSentence(segments).trim()).not.toBe("");
        expect(plainSentence(segments).length).toBeLessThan(5_000);
      }
    }),
    { numRuns: 500 },
  );
});
