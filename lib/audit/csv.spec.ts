import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCsv } from "../server/testing/parse-csv.ts";
import { contextTextOf, CSV_COLUMNS, type CsvEvent, csvRecord, neutralise, toCsv } from "./csv.ts";

const EVENT: CsvEvent = {
  id: "6c1e0b52",
  createdAt: "2026-11-21T03:12:09",
  type: "APP_UPDATE",
  description: "Application updated",
  accountId: "7c9e4b21",
  userEmail: null,
  userId: "48213",
  source: "CD",
  sourceDescription: "Customer Dashboard",
  sourceIp: "203.0.113.77",
  sourceCountry: "SC",
  contextText: '{"appId":"9f3c"}',
  raw: '{"id":"6c1e0b52"}',
};

/** `neutralise` undone: the quote goes where the rest would have needed one. */
const plain = (cell: string) =>
  cell.startsWith("'") && neutralise(cell.slice(1)) === cell ? cell.slice(1) : cell;

describe("toCsv", () => {
  it("has the fixed head and one record an event", () => {
    expect(toCsv([EVENT])).toBe(
      "id,created_at,event_type,event_type_description,account_id,user_email,user_id,source,source_description,source_ip,source_country,context,raw\r\n" +
        '6c1e0b52,2026-11-21T03:12:09,APP_UPDATE,Application updated,7c9e4b21,,48213,CD,Customer Dashboard,203.0.113.77,SC,"{""appId"":""9f3c""}","{""id"":""6c1e0b52""}"\r\n',
    );
  });

  it("brings any text back out, and never lets one start a formula", () => {
    const piece = fc.constantFrom(
      "=",
      "+",
      "-",
      "@",
      "\t",
      "\r",
      "\n",
      '"',
      "'",
      ",",
      " ",
      "\ufeff",
      "＝",
      "\u200b",
      "x",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text)), (rows) => {
        const events = rows.map(([type, userEmail, raw]) => ({ ...EVENT, type, userEmail, raw }));
        const read = parseCsv(toCsv(events)).slice(1);
        expect(read.map((row) => [2, 5, 12].map((i) => plain(row[i] ?? "?")))).toEqual(rows);
        for (const row of read) {
          expect(row).toHaveLength(CSV_COLUMNS.length);
          for (const cell of row) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]|^[\t\r\0]/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    '"=1',
    "'=1",
    "\u00a0=1",
    "\u200e=1",
    "＝1",
    "\0=1",
    "\n-1",
  ])("%j is neutralised", (text) => expect(neutralise(text)).toBe(`'${text}`));
  it.each(["", "a=1", "{}", "'quoted'", "1-2", "sip:a@b"])("%j stays", (text) =>
    expect(neutralise(text)).toBe(text),
  );
  it("quotes spaces at the ends", () => expect(csvRecord({ ...EVENT, id: " a" })).toMatch(/^" a",/));
});

describe("contextTextOf", () => {
  it.each([
    ['{"context": {"b":1.0,"a" : 12345678901234567890} ,"id":"x"}', '{"b":1.0,"a" : 12345678901234567890}'],
    ['{"a":{"context":1},"context":"text"}', '"text"'],
    ['{"context":null}', null],
    ['{"id":"x"}', null],
    ["not JSON", null],
    ['{"context":{"a":1}', null],
  ])("%s", (raw, text) => expect(contextTextOf(raw)).toBe(text));

  it("fills the column when no text is given", () => {
    const { contextText: _, ...event } = { ...EVENT, raw: '{"context":[1]}' };
    expect(csvRecord(event)).toMatch(/,\[1\],"\{""context"":\[1\]\}"\r\n$/);
  });
});
