import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeEvent } from "./decode-event.ts";

const keyOf = () => "x-key";
const decode = (value: unknown, zone = "UTC") =>
  decodeEvent(typeof value === "string" ? value : JSON.stringify(value), { zone, keyOf });

const WHOLE = {
  id: "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
  event_type: "APP_CREATE",
  event_type_description: "Application created",
  created_at: "2018-07-04T11:41:32",
  user_email: "user@example.org",
  user_id: 1234567,
  account_id: "abcdef01",
  source: "CD",
  source_description: "Customer Dashboard",
  source_ip: "192.0.2.0",
  source_country: "GB",
  context: {
    appId: "app-1",
    created: {
      accountId: "abcdef01",
      appId: "app-1",
      name: "My voice app",
      type: "voice",
      event_url: { method: "POST", url: "https://a.example" },
    },
  },
  _links: { self: { href: "http://api.nexmo.com/beta/audit/events/aaaaaaaa" } },
};

describe("decodeEvent", () => {
  it("reads a published event without a mark", () => {
    const event = decode(WHOLE);
    expect(event.marks).toEqual([]);
    expect(event).toMatchObject({
      id: WHOLE.id,
      type: "APP_CREATE",
      description: "Application created",
      createdAt: "2018-07-04T11:41:32",
      at: Date.UTC(2018, 6, 4, 11, 41, 32),
      userEmail: "user@example.org",
      userId: "1234567",
      accountId: "abcdef01",
      source: "CD",
      sourceDescription: "Customer Dashboard",
      sourceIp: "192.0.2.0",
      sourceCountry: "GB",
      context: { kind: "app_created", appId: "app-1", created: { name: "My voice app", answerUrl: null } },
      raw: JSON.stringify(WHOLE),
    });
    expect(event.context.text).toBe(JSON.stringify(WHOLE.context));
  });

  it("reads times in the declared zone", () => {
    expect(decode(WHOLE, "Europe/Madrid").at).toBe(Date.UTC(2018, 6, 4, 9, 41, 32));
  });

  it("takes an absent user, address and context for ordinary, and an empty address for none", () => {
    const none = undefined;
    expect(
      decode({
        ...WHOLE,
        user_email: none,
        user_id: none,
        source_country: none,
        context: none,
        source_ip: "",
      }),
    ).toMatchObject({
      marks: [],
      userEmail: null,
      userId: null,
      sourceIp: null,
      context: { kind: "absent" },
    });
  });

  it("keeps every digit of a number", () => {
    const raw = JSON.stringify(WHOLE).replace('"user_id":1234567', '"user_id":90071992547409931234');
    expect(decode(raw)).toMatchObject({ userId: "90071992547409931234", marks: [] });
  });

  it("shows a wrong type as its text, with a mark", () => {
    expect(
      decode({ ...WHOLE, source_ip: 42, user_id: "7", source: true, user_email: { a: 1 } }),
    ).toMatchObject({
      sourceIp: "42",
      userId: "7",
      source: "true",
      userEmail: null,
      marks: ["wrong_type:user_email", "wrong_type:user_id", "wrong_type:source", "wrong_type:source_ip"],
    });
    expect(decode({ ...WHOLE, user_id: 1.5 })).toMatchObject({
      userId: "1.5",
      marks: ["wrong_type:user_id"],
    });
  });

  it("drops none of 13 fields × 12 wrong values", () => {
    const wrong = [
      "null",
      "true",
      "0",
      "-1.5e300",
      '""',
      '"\\u0000"',
      "[]",
      "[[1]]",
      "{}",
      '{"a":{}}',
      '"' + "x".repeat(500) + '"',
      "9".repeat(400),
    ];
    for (const name of [...Object.keys(WHOLE), "surprise"]) {
      for (const value of wrong) {
        const members = Object.entries({ ...WHOLE, surprise: 1 }).map(
          ([key, own]) => `"${key}":${key === name ? value : JSON.stringify(own)}`,
        );
        const event = decode(`{${members.join(",")}}`);
        expect(event.raw).toContain(value);
        expect(event.id).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
        expect(event.marks).toContain("extra:surprise");
      }
    }
  });

  it.each([
    ["no id", { id: undefined }, "missing:id"],
    ["null", { id: null }, "missing:id"],
    ["empty", { id: "" }, "unusable:id"],
    ["a slash", { id: "../x" }, "unusable:id"],
    ["too long", { id: "a".repeat(129) }, "unusable:id"],
    ["an object", { id: {} }, "unusable:id"],
  ])("keys an event whose id is %s", (_, change, mark) => {
    const event = decode({ ...WHOLE, ...change });
    expect(event.id).toBe("x-key");
    expect(event.marks).toContain(mark);
  });

  it.each(["yesterday", "0001-01-01T00:00:00", "2018-13-01T00:00:00", ""])(
    "marks %j as no time and keeps it",
    (created_at) => {
      expect(decode({ ...WHOLE, created_at })).toMatchObject({
        at: null,
        createdAt: created_at,
        marks: ["unusable:created_at"],
      });
    },
  );

  it.each(["42", "[]", "null", '"x"', "{", "", "{} x"])("makes an event even of %j", (raw) => {
    const event = decodeEvent(raw, { zone: "UTC", keyOf });
    expect(event).toMatchObject({ id: "x-key", type: "", at: null, raw, context: { kind: "absent" } });
    expect(event.marks.slice(0, 2)).toEqual(["wrong_type:event", "missing:id"]);
  });

  it("shows the last of duplicates and says so", () => {
    expect(decode(JSON.stringify(WHOLE).replace(/}$/, ',"source":"DEVAPI"}'))).toMatchObject({
      source: "DEVAPI",
      marks: ["duplicate:source"],
    });
  });

  it("sees hidden characters through escapes, in keys too, and no ghosts", () => {
    const marksOf = (context: unknown) => decode({ ...WHOLE, event_type: "X", context }).marks;
    expect(marksOf({ a: "\u202e" })).toEqual(["hidden_characters"]);
    expect(marksOf({ "a\u0000": 1 })).toEqual(["hidden_characters"]);
    expect(marksOf({ a: "\\u202e", b: "Núñez", c: 'a"b\\' })).toEqual([]);
  });
});

describe("context", () => {
  const contextOf = (event_type: string, context: unknown) => {
    const event = decode({ ...WHOLE, event_type, context });
    return { context: event.context, marks: event.marks };
  };

  it.each([
    [
      "NUMBER_LINKED",
      { msisdn: "447", applicationId: "a", country: "GB", account: "x" },
      { kind: "number_linking", linked: true, msisdn: "447" },
    ],
    ["NUMBER_UNLINKED", { msisdn: "447" }, { kind: "number_linking", linked: false, applicationId: null }],
    [
      "NUMBER_UPDATED",
      { msisdn: "447", "voice-type": "sip", "voice-value": "sip:a", extra: 1 },
      { kind: "number_update", voiceType: "sip", voiceValue: "sip:a" },
    ],
    ["APP_CREATE", { created: { appId: "a" } }, { kind: "app_created", appId: "a" }],
  ])("%s of the published shape", (type, value, expected) => {
    expect(contextOf(type, value)).toMatchObject({ context: expected, marks: [] });
  });

  it.each([
    ["NUMBER_LINKED", { msisdn: 447 }],
    ["NUMBER_LINKED", { applicationId: "a" }],
    ["NUMBER_UPDATED", { msisdn: "447", "voice-type": "webrtc" }],
    ["NUMBER_UPDATED", { msisdn: "447", http: null }],
    ["APP_CREATE", {}],
    ["APP_CREATE", { appId: "a", created: [] }],
    ["APP_CREATE", { appId: "a", created: { event_url: { url: 5 } } }],
  ])("%s that does not fit is unknown, whole, and marked", (type, value) => {
    expect(contextOf(type, value)).toMatchObject({
      context: { kind: "unknown", text: JSON.stringify(value) },
      marks: ["misfit:context"],
    });
  });

  it("takes any JSON, and none", () => {
    expect(contextOf("X", { a: 1 })).toMatchObject({ context: { kind: "unknown" }, marks: [] });
    expect(contextOf("X", [1])).toMatchObject({
      context: { kind: "unknown" },
      marks: ["wrong_type:context"],
    });
    expect(contextOf("X", null)).toMatchObject({ context: { kind: "absent" }, marks: [] });
  });

  it("keeps the text alone beyond the caps", () => {
    const put = (text: string) =>
      decode(JSON.stringify({ ...WHOLE, context: 0 }).replace('"context":0', `"context":${text}`));
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(put(deep)).toMatchObject({
      context: { kind: "opaque", text: deep, reason: "too_deep" },
      marks: ["too_deep:context"],
    });
    const wide = `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(",")}}`;
    expect(put(wide).marks).toEqual(["too_large:context"]);
    expect(put(`"${"x".repeat(10_000_000)}"`).marks).toEqual(["too_large:context"]);
  });

  it("cuts the context byte for byte", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const event = decodeEvent(`{"id":"a", "context" : ${text} }`, { zone: "UTC", keyOf });
        expect(event.context.text).toBe(text === "null" ? "" : text);
      }),
    );
  });
});
