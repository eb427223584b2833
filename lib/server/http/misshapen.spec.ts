import { afterAll, beforeAll, expect, it } from "vitest";
import { toCsv } from "../../audit/csv.ts";
import { readListPage } from "../../audit/list-page.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

const KEY = "b52d77c0";
const AT = "2026-11-01T00:00:00";

/** What stands in each event before one field of it is spoilt. */
const SOUND = {
  event_type: "APP_CREATE",
  event_type_description: "Application created",
  created_at: AT,
  user_email: "user@example.org",
  user_id: 1234567,
  account_id: KEY,
  source: "CD",
  source_description: "Customer Dashboard",
  source_ip: "192.0.2.0",
  source_country: "GB",
};
const url = { method: "POST", url: "https://a.example" };
const CONTEXTS: Record<string, object> = {
  APP_CREATE: {
    appId: "app-1",
    created: {
      accountId: KEY,
      appId: "app-1",
      name: "My app",
      type: "voice",
      event_url: url,
      answer_url: url,
    },
  },
  NUMBER_LINKED: { msisdn: "447700900345", applicationId: "app-1", country: "GB", account: KEY },
  NUMBER_UPDATED: {
    msisdn: "447700900345",
    country: "GB",
    "voice-type": "tel",
    "voice-value": "447",
    http: "https://a.example",
  },
};

/** Fields as paths; a type in front says in whose context they stand. */
const FIELDS = [
  ...["id", ...Object.keys(SOUND), "context", "_links", "surprise"].map((name) => `APP_CREATE ${name}`),
  ...["appId", "created", "created.accountId", "created.appId", "created.name", "created.type"].map((name) => `APP_CREATE context.${name}`),
  ...["event_url", "event_url.method", "event_url.url", "answer_url"].map((name) => `APP_CREATE context.created.${name}`),
  ...["msisdn", "applicationId", "country", "account"].map((name) => `NUMBER_LINKED context.${name}`),
  ...["msisdn", "country", "voice-type", "voice-value", "http"].map((name) => `NUMBER_UPDATED context.${name}`),
]; // prettier-ignore

const VALUES = [
  undefined, "null", "true", "0", "-1.5e300", '""', '"\\u0000"', "[]", "[[1]]", "{}", `"${"x".repeat(500)}"`, "9".repeat(400),
]; // prettier-ignore

/** The event's text with one field missing or another value in it. */
function spoilt(field: string, value: string | undefined, id: string): string {
  const [type = "", path = ""] = field.split(" ");
  const event: Record<string, unknown> = {
    id,
    ...SOUND,
    event_type: type,
    context: structuredClone(CONTEXTS[type]),
  };
  const names = path.split(".");
  const last = names.pop() ?? "";
  const holder = names.reduce((inside, name) => inside[name] as Record<string, unknown>, event);
  if (value === undefined) delete holder[last];
  else holder[last] = "@@";
  return JSON.stringify(event).replace('"@@"', () => value ?? "");
}

const TEXTS = FIELDS.flatMap((field, i) =>
  VALUES.map((value, j) => spoilt(field, value, `spoilt-${i}-${j}`)),
);
const TYPES = [
  "NEW_THING", "app_create", "X", "VERIFY_TEMPLATE_ARCHIVE", "USER:SECRET_CREATE", "42", "a b", "ÄÖÜ", "日本語", "😀", "toString", "__proto__",
  "constructor", "NUMBER_", "A".repeat(128), "<b>", "=1+1", "a.b", "\u202eevil", "null",
]; // prettier-ignore

let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  tested = await startTested({ events: 20 });
  cookie = await tested.signIn();
  tested.simulator.addEvents(
    KEY,
    TEXTS.map((raw, i) => ({ id: `held-${i}`, created_at: AT, raw })),
  );
  tested.simulator.addEvents(
    KEY,
    TYPES.map((event_type) => ({ event_type, created_at: "2026-11-02T00:00:00" })),
  );
});
afterAll(() => tested?.stop());

async function pages(query: string) {
  const events = [];
  for (let page = 1; ; page++) {
    const { status, text } = await tested.ask(
      `/api/events?account=${KEY}&size=100&page=${page}&${query}`,
      cookie,
    );
    expect(status).toBe(200);
    const read = readListPage(text);
    events.push(...read.events);
    if (read.events.length < 100) return { events, total: read.page.totalElements };
  }
}

it("30 fields and more × 12 wrong, missing or surplus values: each event is shown as it was sent, 0 are dropped", async () => {
  expect(FIELDS.length).toBeGreaterThanOrEqual(30);
  expect(VALUES).toHaveLength(12);
  expect(new Set(TEXTS).size).toBeGreaterThanOrEqual(30 * 12);
  const { events, total } = await pages(`date_from=${AT}&date_to=${AT}`);
  expect(total).toBe(TEXTS.length);
  const shown = new Map(events.map((event) => [event.raw, event]));
  expect(TEXTS.filter((text) => !shown.has(text))).toEqual([]);
  // What is wrong is said: fields of the event itself by their names, those of a context by its own mark.
  for (const [i, field] of FIELDS.entries()) {
    const path = field.split(" ")[1] ?? "";
    const [marks] = [shown.get(TEXTS[i * VALUES.length + 7] ?? "")?.marks ?? []];
    if (path.startsWith("context.")) continue;
    const word = path === "surprise" ? "extra" : path === "_links" ? null : "wrong_type";
    if (word !== null) expect([field, marks]).toEqual([field, expect.arrayContaining([`${word}:${path}`])]);
  }
  for (const event of events) expect(event.id).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
});

it("20 unknown types of 20: shown, found by their own filter, and written as CSV", async () => {
  expect(new Set(TYPES).size).toBe(20);
  const at = "2026-11-02T00:00:00";
  const { events } = await pages(`date_from=${at}&date_to=${at}`);
  expect(events.map(({ type }) => type).toSorted()).toEqual(TYPES.toSorted());
  for (const type of TYPES) {
    const found = await pages(new URLSearchParams({ event_type: type }).toString());
    expect([type, found.events.map((event) => event.type)]).toEqual([type, [type]]);
  }
  expect(toCsv(events).split("\r\n")).toHaveLength(1 + 20 + 1);
  const offered = await tested.ask(`/api/event-types?account=${KEY}`, cookie);
  const { eventTypes } = offered.json<{ eventTypes: { type: string; listed: boolean }[] }>();
  for (const type of TYPES)
    expect(eventTypes).toContainEqual(expect.objectContaining({ type, listed: false }));
});
