import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compactJson, prettyText } from "./json-print.ts";
import { memberOf } from "./json-read.ts";
import { JsonTextError, readJson, splitItems, splitMembers } from "./json-text.ts";

const reasonOf = (text: string, caps?: { depth: number; nodes: number }) => {
  try {
    readJson(text, caps);
  } catch (error) {
    if (error instanceof JsonTextError) return { reason: error.reason, offset: error.offset };
    throw error;
  }
  return null;
};

/** What JSON.parse would have made of a text, from our nodes. */
const plain = (text: string): unknown => JSON.parse(compactJson(readJson(text)));

const spaced = fc
  .tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, "\t", "\r\n "))
  .map(([value, space]) => JSON.stringify(value, null, space));

describe("readJson", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(spaced, (text) => {
        expect(plain(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it("refuses exactly what JSON.parse refuses", () => {
    const broken = fc.tuple(
      spaced,
      fc.nat(),
      fc.constantFrom("", ",", "}", "]", '"', "\\", "0", "-", "\u0001", "\ufeff", "e"),
    );
    fc.assert(
      fc.property(broken, ([text, seed, junk]) => {
        const at = seed % (text.length + 1);
        const bad = text.slice(0, at) + junk + text.slice(at + (junk === "" ? 1 : 0));
        let parses = true;
        try {
          JSON.parse(bad);
        } catch {
          parses = false;
        }
        expect(reasonOf(bad) === null).toBe(parses);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "",
    " ",
    "[",
    "]",
    "{",
    "[1,]",
    "[,1]",
    '{"a":1,}',
    '{"a"}',
    '{"a":}',
    "{a:1}",
    "01",
    "-",
    "1.",
    ".5",
    "1e",
    "+1",
    "NaN",
    "nul",
    "truex",
    '"',
    '"\\x"',
    '"\\u12"',
    '"\n"',
    "'a'",
    "1 2",
    "[1}",
    "{]",
    "\ufeff1",
    "[1]]",
    '{"a" "b"}',
    "/**/1",
  ])("malformed: %j", (text) => {
    expect(reasonOf(text)?.reason).toBe("malformed");
  });

  it("tells where the text breaks", () => {
    expect(reasonOf('{"a":[1,2,x]}')).toEqual({ reason: "malformed", offset: 10 });
  });

  it("keeps numbers, duplicates, order and __proto__ exactly, with offsets that cut the same bytes", () => {
    const text = '{"b": 9007199254740993, "__proto__" :{"x":1.50E+3}, "b":-0, "a":"\\ud800\\u0041"}';
    const node = readJson(text);
    if (node.kind !== "object") throw new Error(node.kind);
    expect(node.members.map((member) => member.key)).toEqual(["b", "__proto__", "b", "a"]);
    expect(node.members.map(({ value }) => text.slice(value.start, value.end))).toEqual([
      "9007199254740993",
      '{"x":1.50E+3}',
      "-0",
      '"\\ud800\\u0041"',
    ]);
    expect(memberOf(node, "b")).toMatchObject({ kind: "number", text: "-0" });
    expect(memberOf(node, "a")).toMatchObject({ value: "\ud800A" });
    expect(memberOf(node, "toString")).toBeUndefined();
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("caps depth and number, and never overflows", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(reasonOf(deep)?.reason).toBe("too_deep");
    expect(reasonOf("[".repeat(5_000_000))?.reason).toBe("too_deep");
    expect(reasonOf("[[1]]", { depth: 2, nodes: 3 })).toBeNull();
    expect(reasonOf("[[1]]", { depth: 1, nodes: 9 })?.reason).toBe("too_deep");
    expect(reasonOf("[1,2]", { depth: 9, nodes: 2 })?.reason).toBe("too_many");
    const unbounded = readJson(deep, { depth: 1e6, nodes: 1e6 });
    expect(compactJson(unbounded)).toBe(deep);
  });
});

describe("splitting", () => {
  it("cuts members and items without touching a byte", () => {
    expect(
      splitMembers(' {"a" : [1, {"b":"]}"}] , "\\u0061":2} ').map(({ key, text }) => [key, text]),
    ).toEqual([
      ["a", '[1, {"b":"]}"}]'],
      ["a", "2"],
    ]);
    expect(splitItems('[ {"x":"\\""} ,[], null ]').map((item) => item.text)).toEqual([
      '{"x":"\\""}',
      "[]",
      "null",
    ]);
    expect(splitMembers("{}")).toEqual([]);
    expect(splitItems(" [ ] ")).toEqual([]);
  });

  it.each(["[]", "1", '{"a":1', '{"a":1,}', '{"a":1}x', '{"a":[}', ""])("splitMembers refuses %j", (text) => {
    expect(() => splitMembers(text)).toThrow(JsonTextError);
  });

  it("joins back to the text it cut", () => {
    fc.assert(
      fc.property(fc.array(spaced), (items) => {
        expect(splitItems(`[${items.join(",")}]`).map((item) => item.text)).toEqual(items);
      }),
    );
  });

  it("passes over depth and size that no tree is built of", () => {
    const deep = "[".repeat(1_000_000) + "]".repeat(1_000_000);
    expect(splitMembers(`{"a":${deep}}`)[0]?.text).toBe(deep);
    const long = JSON.stringify('\\"'.repeat(2_000_000));
    expect(splitItems(`[${long}]`)[0]?.text).toBe(long);
  });
});

describe("printing", () => {
  it("indents without changing a scalar", () => {
    const text = '{"n":12345678901234567890,"s":"\\u202e\\/","e":{},"l":[1,[]],"__proto__":null}';
    expect(prettyText(text)).toBe(
      '{\n  "n": 12345678901234567890,\n  "s": "\\u202e\\/",\n  "e": {},\n  "l": [\n    1,\n    []\n  ],\n  "__proto__": null\n}',
    );
  });

  it("is JSON.stringify where nothing is lost", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        if (/-0|e\+/.test(text)) return;
        expect(compactJson(readJson(text))).toBe(text);
        expect(prettyText(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });
});
