import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimulator } from "../index";
import { SUPPORT_IVR } from "../data/profiles";
import { DAYS } from "../data/schedule";
import { INCIDENT } from "../data/story";
import { NOW, Reader } from "./client";

type Event = Record<string, unknown> & { event_type: string; created_at: string; context: never };

/** 20 hours before NOW. */
const FIRST = "2026-11-21T03:02:41";

describe("the incident", () => {
  let reader: Reader;
  let events: Event[];
  beforeAll(async () => {
    reader = await Reader.start({ events: 25_000 });
    events = (await reader.all()).reverse() as Event[];
  });
  afterAll(() => reader.simulator.close());

  it("happens as told, from an address and a country never seen before", async () => {
    const seen = events.filter((event) => event["source_ip"] === "203.0.113.77");
    const first = Date.parse(`${FIRST}Z`) / 1000;
    expect(seen.map((event) => Date.parse(`${event.created_at}Z`) / 1000 - first)).toEqual(INCIDENT);
    expect(seen.map((event) => event.event_type).sort()).toEqual(
      "ACCOUNT_SECRET_CREATE APP_UPDATE AUTORELOAD_UPDATE IP_WHITELIST_CREATE NUMBER_LINKED NUMBER_UPDATED USER_LOGIN USER_LOGOUT".split(
        " ",
      ),
    );
    for (const event of seen) {
      const api = event.event_type === "NUMBER_UPDATED";
      expect(event["user_email"]).toBe(api ? undefined : "jonas.hale@acme.example");
      expect(event["source"]).toBe(api ? "DEVAPI" : "CD");
    }
    expect(events.filter((event) => event["source_country"] === "SC")).toEqual(seen);
    expect(events.filter((event) => JSON.stringify(event).includes("qx9-relay"))).toHaveLength(2);
  });

  it("can be undone by replaying what was before", () => {
    const before = events.filter(({ created_at }) => created_at < FIRST);
    const last = (type: string, test: (context: Record<string, never>) => boolean) =>
      before.findLast((event) => event.event_type === type && test(event.context));
    const app = last("APP_UPDATE", ({ appId }) => appId === SUPPORT_IVR)!;
    expect(app.context["updated"]).toMatchObject({
      name: "Support IVR",
      answer_url: { url: "https://voice.acme.example/ncco" },
      event_url: { url: "https://voice.acme.example/events" },
      "signed-callbacks": true,
    });
    expect(app.context["updated"]).not.toHaveProperty("improve_ai");
    const number = (msisdn: string) => (context: Record<string, never>) =>
      (context["msisdn"] as unknown) === msisdn;
    expect(last("NUMBER_UPDATED", number("447700900678"))!.context).toMatchObject({
      "voice-value": "447700900012",
    });
    expect(last("NUMBER_LINKED", number("447700900678"))!.context).toMatchObject({
      applicationId: SUPPORT_IVR,
    });
    expect(last("NUMBER_UNLINKED", number("447700900678"))!.context).toMatchObject({
      applicationId: SUPPORT_IVR,
    });
    expect(last("NUMBER_LINKED", number("447700900345"))!.context).toMatchObject({
      applicationId: "2a6d1c40-7b1e-4f5a-9c83-0e5b7d1f2a64",
    });
    expect(before.findLast(({ event_type }) => event_type.startsWith("AUTORELOAD"))!.context).toMatchObject({
      amount: 100,
      threshold: 20,
    });
  });

  it("is the only thing that jonas.hale does then, in working hours as well", async () => {
    const busy = await Reader.start({ events: 25_000, now: "2026-11-19T07:00:00Z" });
    const then = { date_from: "2026-11-18T09:00:00", date_to: "2026-11-18T16:59:00" };
    const done = await busy.all(then);
    await busy.simulator.close();
    expect(done.filter((event) => event["user_email"] === "jonas.hale@acme.example")).toHaveLength(7);
    expect(done.length).toBeGreaterThan(10);
  });

  it("is told whole in a short history, too", async () => {
    const short = await Reader.start({ events: 130 });
    const seen = await short.all({ search_text: "203.0.113.77" });
    expect(await short.total()).toBe(99);
    expect(seen).toHaveLength(8);
    await short.simulator.close();
  });
});

describe("the history", () => {
  it.each([1, 7])("is one that a state can be replayed from (seed %s)", async (seed) => {
    const simulator = await startSimulator({ now: NOW, seed });
    for (const { apiKey } of simulator.accounts) {
      const truth = simulator.truth(apiKey).filter(({ misshapen }) => !misshapen);
      expect(replay(truth.map(({ at, text }) => [at, JSON.parse(text) as Event]))).toBeGreaterThan(100);
    }
    await simulator.close();
  });

  it("is the same for the same seed, and another for another", async () => {
    const texts = async (options: object) => {
      const simulator = await startSimulator({ now: NOW, events: 3000, ...options });
      const made = simulator.accounts.flatMap(({ apiKey, apiSecret }) => [
        apiSecret,
        ...simulator.truth(apiKey).map(({ text }) => text),
      ]);
      await simulator.close();
      return made;
    };
    const one = await texts({ seed: "a" });
    expect(await texts({ seed: "a" })).toEqual(one);
    const other = await texts({ seed: "b" });
    expect(new Set([...one, ...other]).size).toBe(6004);
  });

  it("never leaves the ranges kept for documentation, and ends before now", async () => {
    const simulator = await startSimulator({ now: NOW });
    for (const { apiKey } of simulator.accounts) {
      for (const { at, text } of simulator.truth(apiKey)) {
        expect(at * 1000).toBeLessThan(Date.parse(NOW));
        const { source_ip: ip, source_country: country } = JSON.parse(text) as Record<
          string,
          string | undefined
        >;
        expect(ip ?? "", ip).toMatch(/^(192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8:|$)/);
        expect(String(country ?? "")).toMatch(/^([A-Z]{2}|\?\?|34|)$/);
      }
    }
    await simulator.close();
  });

  it("has people at work by day and on weekdays, programs by the clock, and events of one second", async () => {
    const simulator = await startSimulator({ now: NOW });
    const events = simulator
      .truth("7c9e4b21")
      .filter(({ misshapen }) => !misshapen)
      .map(({ text }) => JSON.parse(text) as Event);
    await simulator.close();
    const people = events
      .filter((event) => event["source"] === "CD")
      .map(({ created_at }) => new Date(`${created_at}Z`));
    // As busy at its end as before.
    const lately = events.filter(({ created_at }) => created_at.startsWith("2026-11-19")).length;
    expect(lately / (events.length / DAYS)).toBeGreaterThan(0.8);
    const working = people.filter(
      (time) => time.getUTCDay() % 6 !== 0 && time.getUTCHours() >= 7 && time.getUTCHours() < 18,
    );
    expect(working.length / people.length).toBeGreaterThan(0.8);
    expect(events.filter(({ created_at }) => created_at.endsWith("T03:30:00")).length).toBeGreaterThanOrEqual(
      399,
    );
    // The two jobs of three o'clock: which comes first is not known.
    const firsts = events.filter((event, i) => {
      const is = (one: Event | undefined) =>
        one?.created_at.endsWith("T03:00:00") && one.event_type === "APP_UPDATE";
      return is(event) && !is(events[i - 1]);
    });
    expect(new Set(firsts.map(({ context }) => context["appId"])).size).toBe(2);
    const seconds = new Map<string, number>();
    for (const { created_at } of events) seconds.set(created_at, (seconds.get(created_at) ?? 0) + 1);
    expect([...seconds.values()].filter((count) => count > 1).length).toBeGreaterThan(400);
    const programs = events.filter((event) => event["source"] === "DEVAPI");
    expect(programs.every((event) => !("user_email" in event))).toBe(true);
    const has = (test: (event: Event) => boolean) => expect(events.filter(test).length).toBeGreaterThan(10);
    has((event) => event["source_ip"] === "");
    has((event) => !("source_ip" in event));
    has((event) => String(event["source_ip"]).startsWith("2001:db8:"));
    has((event) => event["source_description"] === "Customer dashboard");
    has((event) => !("context" in event));
  });
});

/**
 * Walks through the events as a reader of them would, and throws where one contradicts those before it. Events of one
 * second have no known order: what they name is forgotten rather than judged. Returns how many values were judged.
 */
function replay(events: readonly (readonly [number, Event])[]): number {
  const known = new Map<string, { value: string | null; at: number }>();
  let judged = 0;
  const judge = (at: number, field: string, value: unknown) => {
    const before = known.get(field);
    if (!before || before.at === at) return;
    judged += 1;
    if (before.value !== JSON.stringify(value))
      throw new Error(`${at} ${field}: ${before.value} but ${JSON.stringify(value)}`);
  };
  const learn = (at: number, field: string, value: unknown) =>
    known.set(field, { value: JSON.stringify(value), at });
  for (const [at, { event_type: type, context }] of events) {
    const fields = (context ?? {}) as Record<string, unknown>;
    const { appId, msisdn } = fields;
    if (type === "NUMBER_UNLINKED" || type === "NUMBER_LINKED") {
      if (type === "NUMBER_UNLINKED" && msisdn !== "447700900995")
        judge(at, `link ${String(msisdn)}`, fields["applicationId"]);
      learn(at, `link ${String(msisdn)}`, type === "NUMBER_LINKED" ? fields["applicationId"] : null);
      judge(at, `ended ${String(fields["applicationId"])}`, undefined);
    }
    if (type === "NUMBER_USER_CANCELED") judge(at, `link ${String(msisdn)}`, null);
    if (typeof msisdn === "string") judge(at, `ended ${msisdn}`, undefined);
    if (typeof appId === "string") judge(at, `ended ${appId}`, undefined);
    if (type === "APP_DELETE" || type === "NUMBER_USER_CANCELED")
      learn(at, `ended ${String(appId ?? msisdn)}`, "ended");
    if (type === "APP_UPDATE") {
      for (const [field, value] of Object.entries(fields["previous"] ?? {}))
        judge(at, `${String(appId)} ${field}`, value);
    }
    for (const [field, value] of Object.entries(fields["updated"] ?? fields["created"] ?? {}))
      learn(at, `${String(appId)} ${field}`, value);
    for (const [old, now] of [
      ["old", "new"],
      ["before", "after"],
      ["from", "to"],
      ["previous", "current"],
    ] as const) {
      if (type === "APP_UPDATE" || !(old in fields)) continue;
      const field = `${type} ${String(fields["userId"])}`;
      judge(at, field, fields[old]);
      learn(at, field, fields[now]);
    }
    const list = { ACCOUNT_SECRET: fields["secretId"], IP_WHITELIST: fields["ip"] }[
      type.replace(/_(CREATE|DELETE)$/, "")
    ];
    if (list !== undefined) {
      judge(at, String(list), type.endsWith("DELETE"));
      learn(at, String(list), type.endsWith("CREATE"));
    }
  }
  return judged;
}
