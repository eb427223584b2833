import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../../simulator/index";
import { escapeSearchText } from "../../audit/upstream-request.ts";
import { LONE_SURROGATES, SEARCH_TEXTS } from "../testing/search-texts.ts";
import type { Archive } from "./archive.ts";
import { openSqliteArchive } from "./open-sqlite-archive.ts";
import { fromText } from "./testing/events.ts";
import { ALL } from "./testing/naive.ts";

const KEY = "7c9e4b21";
const TO = Date.parse("2026-12-01T00:00:00Z");

/** Texts that stand in ordinary events: whole values, parts of them, two values and what is between, in any case. */
const ORDINARY =
  `acme|ACME|user_login|USER_LOGIN|Number|dashboard|DashBoard|CD|DEVAPI|GB|es|_links|href|http|://|.example|@acme|jonas
203.0.113|203.0.113.77|2026-11|2026-11-2|T11:|:00|447|4477009|34600|voice-type|voice-value|tel|sip|qx9|qx9-relay|context
country|account|msisdn|applicationId|7c9e4b21|7C9E4B21|48213|user_id|null|true|false|1.0|1e-7|1E400|a|b|c|d|e|f|g|0|1|2|9|:|,|.|-
[|]|aa|ab|zz|00|11|99|-1|e-|éé|xyz|qqq|never-there|Number linked|linked to application|user login into customer
Customer Dashboard|customer dashboard|Sub-accounts|Whitelist IP|Invoice|<img src=x|long long long|deep|ümläut|ÜMLÄUT|straße
STRASSE|ΣΑΣ|σας|σα|ı|İ|i̇|\u212a|Kelvin|kelvin|ﬀ|Ǆ|ǆ|9007199254740993123|"quota":9007|api.nexmo.com/beta/audit/events/
NUMBER_UPDATED|APP_CREATE|app_update|IP_WHITELIST|AUTORELOAD|ACCOUNT_SECRET|secret_delete|USER_STATUS|PL|DE|SC|FR|Developer API
answer_url|event_url|POST|https|name|type|created|updated|previous|appId|198.51.100|192.0.2|2001:db8|::a3|priya.nair
PRIYA.NAIR@ACME.EXAMPLE|tomasz|.lis|voice|webrtc|ncco|password`.split(/[|\n]/);
const TEXTS = [
  ...new Set([...SEARCH_TEXTS, ...LONE_SURROGATES, ...ORDINARY, "half \ud83d of", "\u202Egnp.exe"]),
];

let simulator: Simulator;
let archive: Archive;
let exact: Archive;
const root = mkdtempSync(join(tmpdir(), "search-table-"));

beforeAll(async () => {
  simulator = await startSimulator({ events: 1200, now: "2026-11-21T00:00:00Z" });
  const notes = [
    ...SEARCH_TEXTS,
    ...LONE_SURROGATES,
    "Ümläut STRASSE straße",
    "ΣΑΣ ΣΑΣΑ",
    "İstanbul Kelvin ı ﬀ Ǆ",
  ];
  simulator.addEvents(
    KEY,
    notes.map((note) => ({ created_at: "2026-11-01T00:00:00", context: { note: `<${note}>`, quota: 7 } })),
  );
  const events = simulator.truth(KEY).map(({ text }) => fromText(text));
  const reading = { account: KEY, from: null, to: TO, settled: true, readAt: TO, events };
  archive = await openSqliteArchive(join(root, "a.db"));
  exact = await openSqliteArchive(join(root, "b.db"), { caseSensitive: true });
  await Promise.all([archive.write(reading), exact.write(reading)]);
});
afterAll(async () => {
  await Promise.all([simulator.close(), archive.close(), exact.close()]);
  rmSync(root, { recursive: true, force: true });
});

const question = (searchText: string) => ({ ...ALL, accounts: [KEY], searchText });

async function upstream(text: string): Promise<string[]> {
  const { apiKey, apiSecret } = simulator.accounts[0]!;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  const raws: string[] = [];
  for (let page = 1; ; page++) {
    const query = new URLSearchParams({
      search_text: escapeSearchText(text),
      size: "100",
      page: String(page),
    });
    const answer = await fetch(`${simulator.url}/events?${query}`, { headers: { authorization } });
    const { _embedded, page: shown } = (await answer.json()) as {
      _embedded?: { events: { id?: string }[] };
      page: { totalPages: number };
    };
    raws.push(...(_embedded?.events ?? []).map((event) => event.id ?? "none"));
    if (page >= shown.totalPages) return raws.toSorted();
  }
}

async function found(searchText: string, from = archive): Promise<string[]> {
  const ids: string[] = [];
  for await (const chunk of from.stream(question(searchText), true)) ids.push(...chunk.map(({ id }) => id));
  return ids.map((id) => (id.startsWith("x-") ? "none" : id)).toSorted();
}

it(`has ${TEXTS.length} texts, some common, some rare, some nowhere`, async () => {
  expect(TEXTS.length).toBeGreaterThanOrEqual(200);
  const totals = await Promise.all(TEXTS.map((text) => archive.count(question(text))));
  expect(totals.filter((total) => total === 0).length).toBeGreaterThan(3);
  expect(totals.filter((total) => total > 0 && total < 10).length).toBeGreaterThan(30);
  expect(totals.filter((total) => total > 500).length).toBeGreaterThan(30);
});

it("finds what the upstream finds, by every way of asking", { timeout: 90_000 }, async () => {
  for (const text of TEXTS) {
    const expected = await upstream(text);
    expect(await found(text), JSON.stringify(text)).toEqual(expected);
    expect(await archive.count(question(text)), JSON.stringify(text)).toBe(expected.length);
    const { events, total } = await archive.page(question(text), {
      newestFirst: true,
      offset: 0,
      limit: 2000,
    });
    expect(events.length, JSON.stringify(text)).toBe(expected.length);
    expect([null, expected.length]).toContain(total);
  }
});

it("finds exact texts alone where case matters", { timeout: 60_000 }, async () => {
  const truth = simulator.truth(KEY).map(({ text }) => fromText(text));
  for (const text of TEXTS) {
    const needle = JSON.stringify(text).slice(1, -1);
    const expected = truth.filter(({ raw }) => raw.includes(needle)).map(({ id }) => id);
    const ids = expected.map((id) => (id.startsWith("x-") ? "none" : id)).toSorted();
    expect(await found(text, exact), JSON.stringify(text)).toEqual(ids);
    expect(await exact.count(question(text)), JSON.stringify(text)).toBe(ids.length);
  }
});
