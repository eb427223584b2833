import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveChanges, lookBackFor } from "./history.ts";
import { statementsOf } from "./state.ts";
import { APP, eventOf, repointed, september } from "./testing.ts";

const ALL = { lookedBackTo: null, exhausted: true };
const COVERAGE = { lookedBackTo: Date.UTC(2025, 9, 14), exhausted: true };

let next = 0;
const voice = (value: string, created_at: string, fields: Record<string, unknown> = {}) =>
  eventOf(
    "NUMBER_UPDATED",
    { msisdn: "447700900678", "voice-type": "sip", "voice-value": value },
    { id: `v${next++}`, created_at, ...fields },
  );
const linking = (linked: boolean, app: string, created_at: string) =>
  eventOf(
    linked ? "NUMBER_LINKED" : "NUMBER_UNLINKED",
    { msisdn: "447700900678", applicationId: app },
    { id: `l${next++}`, created_at },
  );
const voiceOf = (...args: Parameters<typeof deriveChanges>) => {
  const { changes, unchanged } = deriveChanges(...args);
  return [...changes, ...unchanged].find(({ key }) => key === "voice-value");
};

describe("deriveChanges", () => {
  it("tells the story: derived, derived, stated, unknown, and five that did not change", () => {
    const { changes, unchanged } = deriveChanges(repointed(), [september()], COVERAGE);
    const derived = {
      provenance: "derived",
      from: "sep",
      fromType: "APP_UPDATE",
      fromAt: "2026-09-02T14:20:07Z",
    };
    const resource = { kind: "app", value: APP };
    expect(changes).toEqual([
      {
        resource,
        field: "updated.event_url.url",
        key: "event_url.url",
        before: "https://voice.acme.example/events",
        after: "https://qx9-relay.example/e",
        ...derived,
      },
      {
        resource,
        field: "updated.answer_url.url",
        key: "answer_url.url",
        before: "https://voice.acme.example/ncco",
        after: "https://qx9-relay.example/a",
        ...derived,
      },
      {
        resource,
        field: "updated.signed-callbacks",
        key: "signed-callbacks",
        before: "true",
        after: "false",
        provenance: "stated",
      },
      {
        resource,
        field: "updated.improve_ai",
        key: "improve_ai",
        before: null,
        after: "false",
        provenance: "unknown",
        why: "before_coverage",
        since: "2025-10-14T00:00:00Z",
      },
    ]);
    expect(unchanged.map(({ key }) => key)).toEqual([
      "account",
      "name",
      "type",
      "answer_url.method",
      "event_url.method",
    ]);
  });

  it("joins a creation with a later update, under their different wrappers", () => {
    const created = eventOf(
      "APP_CREATE",
      { appId: APP, created: { event_url: { url: "https://a.example" } } },
      { id: "c", created_at: "2026-01-01T00:00:00" },
    );
    expect(deriveChanges(repointed(), [created], ALL).changes[0]).toMatchObject({
      before: "https://a.example",
      from: "c",
    });
  });

  it("takes the latest earlier event that states the field, though others came between", () => {
    const between = eventOf(
      "NUMBER_UPDATED",
      { msisdn: "447700900678", http: "https://x.example" },
      { id: "h", created_at: "2026-08-20T00:00:00" },
    );
    const other = eventOf(
      "NUMBER_UPDATED",
      { msisdn: "447700900679", "voice-value": "z" },
      { id: "o", created_at: "2026-08-21T00:00:00" },
    );
    const [a, b] = [voice("sip:a", "2026-06-01T00:00:00"), voice("sip:b", "2026-08-12T10:22:40")];
    const later = voice("sip:late", "2026-12-01T00:00:00");
    expect(voiceOf(voice("sip:9", "2026-11-21T03:11:52"), [later, a, between, other, b], ALL)).toMatchObject({
      before: "sip:b",
      provenance: "derived",
      from: b.id,
    });
  });

  it("does not take events of the same second for earlier, and says when order matters", () => {
    const at = "2026-11-21T03:11:52";
    expect(voiceOf(voice("sip:9", at), [voice("sip:x", at)], ALL)).toMatchObject({
      provenance: "unknown",
      why: "not_carried",
    });
    const old = "2026-08-12T10:22:40";
    const two = [voice("sip:a", old, { id: "b" }), voice("sip:b", old, { id: "a" })];
    expect(voiceOf(voice("sip:9", at), two, ALL)).toMatchObject({ before: "sip:a", from: "b", tied: true });
    expect(voiceOf(voice("sip:9", at), [voice("sip:a", old)], ALL)).not.toHaveProperty("tied");
    expect(voiceOf(voice("sip:9", at), [voice("sip:a", old), voice("sip:x", at)], ALL)).toHaveProperty(
      "tied",
      true,
    );
  });

  it("is not its own past, nor that of an event without a time", () => {
    const event = voice("sip:9", "2026-11-21T03:11:52");
    expect(voiceOf(event, [event], ALL)).toMatchObject({ provenance: "unknown" });
    expect(voiceOf(voice("sip:9", "no time"), [voice("sip:a", "2026-01-01T00:00:00")], ALL)).toMatchObject({
      provenance: "unknown",
    });
    expect(voiceOf(event, [voice("sip:a", "no time")], ALL)).toMatchObject({ provenance: "unknown" });
  });

  it("a link is the field application", () => {
    const link = linking(true, "a1", "2026-01-11T14:03:27");
    const unlink = linking(false, "a1", "2026-06-30T08:15:09");
    const again = linking(true, "a2", "2026-11-21T03:12:09");
    expect(deriveChanges(unlink, [link], ALL).changes).toMatchObject([
      { field: "application", before: "a1", after: null, provenance: "derived", from: link.id },
    ]);
    expect(deriveChanges(again, [link, unlink], ALL).changes).toMatchObject([
      { field: "application", before: null, after: "a2", provenance: "derived", from: unlink.id },
    ]);
    expect(deriveChanges(link, [], COVERAGE).changes).toMatchObject([
      { field: "application", before: null, after: "a1", provenance: "unknown" },
    ]);
  });

  it("says why a value is unknown", () => {
    const event = voice("sip:9", "2026-11-21T03:11:52");
    const since = Date.UTC(2026, 0, 1);
    const gaps = [{ from: Date.UTC(2026, 2, 3), to: Date.UTC(2026, 2, 5) }];
    expect(voiceOf(event, [], ALL)).toMatchObject({ why: "not_carried" });
    expect(voiceOf(event, [], COVERAGE)).toMatchObject({
      why: "before_coverage",
      since: "2025-10-14T00:00:00Z",
    });
    expect(voiceOf(event, [], { lookedBackTo: since, exhausted: false })).toMatchObject({
      why: "looked_back",
      since: "2026-01-01T00:00:00Z",
    });
    expect(voiceOf(event, [], { ...COVERAGE, gaps })).toMatchObject({ why: "gap" });
  });

  it("marks what is derived across a gap, and only that", () => {
    const event = voice("sip:9", "2026-11-21T03:11:52");
    const gaps = [{ from: Date.UTC(2026, 2, 3), to: Date.UTC(2026, 2, 5) }];
    expect(voiceOf(event, [voice("sip:a", "2026-01-01T00:00:00")], { ...COVERAGE, gaps })).toHaveProperty(
      "acrossGap",
      true,
    );
    expect(voiceOf(event, [voice("sip:a", "2026-04-01T00:00:00")], { ...COVERAGE, gaps })).not.toHaveProperty(
      "acrossGap",
    );
  });

  it("a creation has nothing before it, and does not list that it exists", () => {
    const { changes } = deriveChanges(
      eventOf("APP_CREATE", { appId: APP, created: { name: "N" } }),
      [september()],
      COVERAGE,
    );
    expect(changes).toMatchObject([
      { field: "created.name", before: null, after: "N", provenance: "unknown", why: "not_carried" },
    ]);
  });

  it("derives an allow-listing from an earlier removal", () => {
    const removed = eventOf(
      "IP_WHITELIST_DELETE",
      { ip: "192.0.2.1" },
      { id: "r", created_at: "2026-01-01T00:00:00" },
    );
    expect(
      deriveChanges(eventOf("IP_WHITELIST_CREATE", { ip: "192.0.2.1" }), [removed], ALL).changes,
    ).toMatchObject([{ field: "allow-listed", before: "false", after: "true", from: "r" }]);
  });

  it("agrees with a plain replay, whatever order the events come in", () => {
    const step = fc.record({ day: fc.integer({ min: 1, max: 28 }), value: fc.constantFrom("a", "b", "c") });
    fc.assert(
      fc.property(
        fc.uniqueArray(step, { selector: ({ day }) => day, minLength: 1, maxLength: 12 }),
        fc.nat(),
        (steps, seed) => {
          const made = steps.map(({ day, value }) => ({
            day,
            value,
            event: voice(value, `2026-05-${String(day).padStart(2, "0")}T00:00:00`),
          }));
          const subject = made[seed % made.length];
          if (!subject) return;
          const before = made.filter(({ day }) => day < subject.day).toSorted((x, y) => y.day - x.day)[0];
          const change = voiceOf(
            subject.event,
            made.map(({ event }) => event),
            ALL,
          );
          expect(change?.before).toBe(before?.value ?? null);
          expect(change?.from).toBe(before?.event.id);
        },
      ),
    );
  });

  it("has a change or an unchanged for every statement, once", () => {
    const { changes, unchanged } = deriveChanges(repointed(), [september()], ALL);
    expect(changes.length + unchanged.length).toBe(statementsOf(repointed()).length);
  });
});

describe("lookBackFor", () => {
  it.each([
    ["NUMBER_UPDATED", { msisdn: "447", "voice-value": "a" }, { searchText: "447" }],
    ["APP_UPDATE", { appId: "a1", name: "b" }, { searchText: "a1" }],
    ["APP_UPDATE", { appId: "a1", before: { name: "a" }, after: { name: "b" } }, null],
    ["APP_CREATE", { appId: "a1", created: { name: "b" } }, null],
    ["USER_LOGIN", undefined, null],
    ["VERIFY_TEMPLATE_PUBLISH", { locale: "en" }, null],
    ["IP_WHITELIST_DELETE", { ip: "192.0.2.1" }, { searchText: "192.0.2.1" }],
    [
      "AUTORELOAD_UPDATE",
      { amount: 1 },
      { eventTypes: ["AUTORELOAD_ENABLE", "AUTORELOAD_UPDATE", "AUTORELOAD_DISABLE"] },
    ],
    [
      "ACCOUNT_UPDATE_SETTINGS_API",
      { x: 1 },
      { eventTypes: ["ACCOUNT_UPDATE_SETTINGS_API", "ACCOUNT_UPDATE_SETTINGS", "ACCOUNT_UPDATE_SPAMMER"] },
    ],
  ])("%s %j", (type, context, expected) => {
    expect(lookBackFor(eventOf(type, context))).toEqual(expected);
  });

  it("does not look for a user's sign-ins", () => {
    const ask = lookBackFor(eventOf("USER_UPDATE", { role: "admin" }));
    expect(ask?.searchText).toBe("jonas.hale@acme.example");
    expect(ask?.eventTypes).toContain("USER_CREATE");
    expect(ask?.eventTypes).not.toContain("USER_LOGIN");
  });
});

it("stays quick when contexts are as large as the caps allow", () => {
  const wide = (id: string, created_at: string) => {
    const fields = Object.fromEntries(Array.from({ length: 18_000 }, (_, i) => [`f${i}`, i]));
    return eventOf("APP_UPDATE", { appId: APP, "voice-type": "app", ...fields }, { id, created_at });
  };
  const earlier = Array.from({ length: 5 }, (_, i) => wide(`w${i}`, `2026-01-0${i + 1}T00:00:00`));
  const started = performance.now();
  expect(deriveChanges(wide("now", "2026-02-01T00:00:00"), earlier, ALL).unchanged.length).toBeGreaterThan(
    18_000,
  );
  expect(performance.now() - started).toBeLessThan(5_000);
});
