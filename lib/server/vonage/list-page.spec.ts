import { describe, expect, it } from "vitest";
import { readListPage as readParts } from "./list-page.ts";
import { listParts, NoListPage } from "./list-parts.ts";

const asked = { number: 1, size: 30 };
const readListPage = (text: string, question: typeof asked) => readParts(listParts(text), question);
const page = (fields: object) => JSON.stringify({ size: 30, number: 1, ...fields });
const body = (events: string | null, pageText?: string) =>
  `{${[
    events === null ? "" : `"_embedded":{"events":${events}}`,
    pageText === undefined ? "" : `"page":${pageText}`,
  ]
    .filter(Boolean)
    .join(",")}}`;

it("keeps each event's text to the byte, whatever is in it", () => {
  const texts = [
    '{ "id" : "a",\n "n": 12345678901234567890, "f": 1.50e+2 }',
    '{"__proto__":{"x":1},"constructor":null,"id":"b","id":"c"}',
    '{"lone":"\\ud800","slash":"\\/","u":"\u202e\u2028"}',
    "null",
    "[[]]",
    '"text"',
    "-0",
  ];
  const { items } = readListPage(body(`[${texts.join(" , ")}]`, page({ totalElements: 7 })), asked);
  expect(items).toEqual(texts);
});

describe("a total that is certain", () => {
  it.each<[string, string, { number: number; size: number }, number]>([
    ["stated", body("[1]", page({ totalElements: 120 })), asked, 120],
    ["stated as text", body("[1]", page({ totalElements: "120" })), asked, 120],
    ["no match", body(null, page({ totalElements: 0 })), asked, 0],
    ["no match, with an empty list", body("[]", page({ totalElements: 0 })), asked, 0],
    ["not stated, but the page is not full", body("[1,2]"), { number: 3, size: 10 }, 22],
    ["absurd, but the page is not full", body("[1,2]", page({ totalElements: -1 })), asked, 2],
    ["smaller than what came", body("[1,2,3]", page({ totalElements: 1 })), asked, 3],
    ["past the end", body(null, page({ totalElements: 12, number: 9 })), { number: 9, size: 10 }, 12],
    [
      "past the end, the last page again",
      body("[1,2]", page({ totalElements: 12 })),
      { number: 9, size: 10 },
      12,
    ],
  ])("%s", (_, text, question, total) => {
    expect(readListPage(text, question).totalElements).toBe(total);
  });

  it("past the end there are no events, even when the last page comes again", () => {
    expect(readListPage(body("[1,2]", page({ totalElements: 12 })), { number: 9, size: 10 }).items).toEqual(
      [],
    );
  });
});

describe("the size of a page", () => {
  it.each<[string, number, number, number, number]>([
    ["the asked one, when the reply counts this page's items instead", 20, 20, 120, 100],
    ["the server's own limit, when a page that is not the last is full at less", 50, 50, 420, 50],
    ["the asked one, when the reply says more", 500, 100, 420, 100],
  ])("%s", (_, sent, count, total, size) => {
    const number = count === 20 ? 2 : 1;
    const items = `[${Array.from({ length: count }, (_item, i) => i).join(",")}]`;
    const read = readListPage(body(items, page({ size: sent, totalElements: total })), { number, size: 100 });
    expect(read).toMatchObject({ size, number, totalElements: total, totalPages: Math.ceil(total / size) });
  });
});

describe("of parts that stand twice", () => {
  const good = '"_embedded":{"events":[1,2]},"page":{"totalElements":2}';
  it.each([
    ["a list", `{"_embedded":{"events":[9,9,9]},${good}}`],
    ["a list in one part", '{"_embedded":{"events":{},"events":[1,2]},"page":{"totalElements":2}}'],
    ["a part that was none", `{"_embedded":[7],"page":7,${good}}`],
    ["a page with another total", `{"page":{"totalElements":50,"size":1},${good}}`],
    ["a total", '{"_embedded":{"events":[1,2]},"page":{"totalElements":50,"totalElements":2}}'],
    [
      "the same names further down",
      `{"x":[{"_embedded":{"events":[8]},"page":{"totalElements":8}}],${good}}`,
    ],
    ["an escaped name", '{"\\u0070age":{"totalElements":2},"_embedded":{"\\u0065vents":[1,2]}}'],
  ])("the last counts: %s", (_, text) => {
    expect(readListPage(text, asked)).toMatchObject({ items: ["1", "2"], totalElements: 2, size: 30 });
  });

  it.each([
    ["null", `{${good},"_embedded":null}`],
    ["a list of nothing", `{${good},"_embedded":{"events":null}}`],
    ["none", `{${good},"_embedded":[1]}`],
  ])("also when the last is %s", (_, text) => {
    expect(() => readListPage(text, asked)).toThrow(NoListPage);
  });
});

// Each of these would read as "no events" to a careless reader.
describe("what is no list page", () => {
  it.each([
    "",
    " ",
    "null",
    "[]",
    "0",
    '"{}"',
    "{}",
    "{",
    '{"page":{}}',
    body(null),
    body(null, "null"),
    body(null, page({})),
    body(null, page({ totalElements: null })),
    body(null, page({ totalElements: "many" })),
    body(null, page({ totalElements: -1 })),
    body(null, page({ totalElements: 1e300 })),
    body(null, page({ totalElements: 3 })),
    body("[]", page({ totalElements: 3 })),
    body("[]"),
    body("null"),
    body("{}", page({ totalElements: 0 })),
    body('"none"', page({ totalElements: 0 })),
    body("[1,]", page({ totalElements: 1 })),
    `${body("[1]", page({ totalElements: 1 }))} trailing`,
    '{"_embedded":[],"page":{"totalElements":0}}',
    '{"status":500,"error":"Internal","message":"with status 200"}',
    `\ufeff${body(null, page({ totalElements: 0 }))}`,
    "<html>Sign in to the hotel</html>",
    body(`[${"1,".repeat(1_000)}1]`, page({ totalElements: 1_001 })),
    body(`[${"1,".repeat(200_000)}1]`, page({ totalElements: 200_001 })),
    `{${'"a":1,'.repeat(100_000)}"page":{"totalElements":0}}`,
  ])("%.60j", (text) => {
    expect(() => readListPage(text, asked)).toThrow(NoListPage);
  });
});
