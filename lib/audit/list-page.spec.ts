import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeEvent } from "./decode-event.ts";
import { readListPage, writeListPage } from "./list-page.ts";
import { JsonTextError } from "./json-text.ts";
import type { Receipt } from "./receipt.ts";

const receipt: Receipt = {
  asOf: "2026-11-21T07:54:10Z",
  from: null,
  to: "2026-11-21T07:54:10Z",
  served: "live",
  complete: false,
  reason: "page",
  counted: 3,
  gaps: [],
  arrivedSince: null,
  lateSince: null,
  zone: "Europe/Madrid",
  search: "case_insensitive_substring",
};
const page = { number: 2, size: 30, totalElements: 120, totalPages: 4 };
const decode = (raw: string) =>
  decodeEvent(raw, { zone: receipt.zone, keyOf: (text) => `x-${text.length}.${text.charCodeAt(9) || 0}` });

it("prints page and receipt anew for a list that was printed before", () => {
  const events = [decode('{"id":"a-1", "n":1.50}'), decode('{"id":"../x"}')];
  const texts = [page, { ...page, number: 3 }].map((one) =>
    writeListPage({ events, accounts: null, page: one, receipt: { ...receipt, counted: one.number } }),
  );
  expect(texts.map((text) => JSON.parse(text))).toMatchObject([
    { page: { number: 2 }, receipt: { counted: 2 } },
    { page: { number: 3 }, receipt: { counted: 3 } },
  ]);
  for (const text of texts)
    expect(text).toMatch(
      /^\{"events":\[\{"id":"a-1", "n":1\.50\},\{"id":"\.\.\/x"\}\],"marks":\[\{"id":"a-1",.*"unusable:id"/,
    );
});

/** Event texts as hostile as JSON allows: any ids, duplicates, digits beyond doubles, `__proto__`, escapes, white space. */
const key = fc.constantFrom(
  "id",
  "created_at",
  "event_type",
  "user_id",
  "context",
  "__proto__",
  "constructor",
  "\ud800",
  "é",
  "x",
);
const value = fc.oneof(
  fc.jsonValue().map((json) => JSON.stringify(json, null, 1)),
  fc.bigInt().map(String),
  fc.constantFrom(
    '"a-1"',
    '"../x"',
    '"2026-11-21T03:12:09"',
    "1.50E+300",
    '"\\u202e\\/"',
    '{"__proto__":{"a":1},"a":1,"a":2}',
  ),
);
const raw = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .array(fc.tuple(key, value), { maxLength: 8 })
      .map((all) => `{${all.map(([k, v]) => ` ${JSON.stringify(k)} : ${v}`).join(",")}}`),
  },
  { weight: 1, arbitrary: value },
);

it("round trips every event byte for byte, with ids, times and marks", () => {
  fc.assert(
    fc.property(fc.array(raw, { maxLength: 12 }), (raws) => {
      const events = raws.map(decode);
      const body = writeListPage({ events, accounts: null, page, receipt });
      const back = readListPage(body);
      expect(back.events.map((event) => event.raw)).toEqual(events.map((event) => event.raw));
      expect(back.events.map((event) => event.id)).toEqual(events.map((event) => event.id));
      expect(back.events.map((event) => event.at)).toEqual(events.map((event) => event.at));
      expect(back.events.map((event) => event.marks)).toEqual(events.map((event) => event.marks));
      expect(back).toMatchObject({ page, receipt });
      expect(writeListPage(back)).toBe(body);
      expect(JSON.parse(body)).toHaveProperty("events.length", raws.length);
    }),
    { numRuns: 300 },
  );
});

it("says whose each event is where several accounts were asked, and nothing of it where one was", () => {
  const events = [decode('{"id":"a-1"}'), decode('{"id":"a-1"}')];
  const accounts = ["7c9e4b21", "b52d77c0"];
  const body = writeListPage({ events, accounts, page, receipt });
  expect(JSON.parse(body)).toMatchObject({ events: [{ id: "a-1" }, { id: "a-1" }], accounts });
  expect(readListPage(body).accounts).toEqual(accounts);
  expect(writeListPage(readListPage(body))).toBe(body);
  const one = writeListPage({ events, accounts: null, page, receipt });
  expect(JSON.parse(one)).not.toHaveProperty("accounts");
  expect(readListPage(one).accounts).toBeNull();
});

it("marks stand in the order of the events", () => {
  const events = ['{"id":"a"}', '{"id":"/"}', "{}"].map(decode);
  const body = JSON.parse(writeListPage({ events, accounts: null, page, receipt })) as {
    marks: { id: string; codes: string[] }[];
  };
  expect(body.marks.map((entry) => entry.id)).toEqual(events.map((event) => event.id));
  expect(body.marks[1]?.codes).toContain("unusable:id");
});

it.each([
  "",
  "null",
  "{}",
  '{"events":[],"marks":[],"page":{}}',
  '{"events":[{],"marks":[],"page":{},"receipt":{}}',
])("refuses %j", (text) => {
  expect(() => readListPage(text)).toThrow(JsonTextError);
});
