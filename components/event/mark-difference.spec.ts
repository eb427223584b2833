import fc from "fast-check";
import { expect, it } from "vitest";
import { markDifference } from "./mark-difference";

/** The two values with the boxed parts in brackets. */
function boxed(before: string, after: string): [string, string] | null {
  const marks = markDifference(before, after);
  if (marks === null) return null;
  const box = (text: string, [from, to]: readonly [number, number]) =>
    `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
  return [box(before, marks.before), box(after, marks.after)];
}

it.each([
  [
    "https://voice.acme.example/events",
    "https://qx9-relay.example/e",
    "https://[voice.acme.example]/events",
    "https://[qx9-relay.example]/e",
  ],
  [
    "http://a.example:80/x?y#z",
    "http://a.example:81/x?y#z",
    "http://[a.example:80]/x?y#z",
    "http://[a.example:81]/x?y#z",
  ],
  [
    "sip:9@pbx.acme.example",
    "sip:9@qx9-relay.example",
    "sip:9@[pbx.acme.example]",
    "sip:9@[qx9-relay.example]",
  ],
  ["https://u:p@a.example/", "https://b.example/", "https://u:p@[a.example]/", "https://[b.example]/"],
  ["wss://a.example?x", "wss://b.example?x", "wss://[a.example]?x", "wss://[b.example]?x"],
])("%s → %s: the host is boxed where it differs", (before, after, first, second) => {
  expect(boxed(before, after)).toEqual([first, second]);
});

it("with one host, what lies between the common ends is boxed", () => {
  expect(boxed("https://acme.example/v1/answer", "https://acme.example/v2/answer")).toEqual([
    "https://acme.example/v[1]/answer",
    "https://acme.example/v[2]/answer",
  ]);
  expect(boxed("Support IVR", "Support IVR 2")).toEqual(["Support IVR[]", "Support IVR[ 2]"]);
});

it("a common beginning and a common end never overlap", () => {
  expect(boxed("aaaaaaaa", "aaaaaaaaaa")).toEqual(["aaaaaaaa[]", "aaaaaaaa[aa]"]);
  expect(boxed("abcabcabc", "abcabc")).toEqual(["abcabc[abc]", "abcabc[]"]);
});

it.each([
  ["true", "false"],
  ["100", "2000"],
  ["tel", "sip"],
  ["", "anything"],
  ["", ""],
])("%j → %j have too little in common to box a part", (before, after) => {
  expect(markDifference(before, after)).toBeNull();
});

it("an address against what is none is compared as text", () => {
  expect(boxed("https://acme.example/answer", "none of the answer")).toEqual([
    "[https://acme.example/]answer",
    "[none of the ]answer",
  ]);
});

it("what is boxed lies within the value, and nothing that differs lies outside it", () => {
  const text = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.constantFrom("sip:1@a.b", "tel:447700900012", "😀😀😀😀x", "😀😀😀😁x"),
  );
  fc.assert(
    fc.property(text, text, (before, after) => {
      const marks = markDifference(before, after);
      if (marks === null) return;
      for (const [value, [from, to]] of [
        [before, marks.before],
        [after, marks.after],
      ] as const) {
        expect(0 <= from && from <= to && to <= value.length).toBe(true);
        // Never through the middle of a character.
        for (const at of [from, to])
          expect(
            /^[\udc00-\udfff]/.test(value.slice(at)) && /[\ud800-\udbff]$/.test(value.slice(0, at)),
          ).toBe(false);
      }
    }),
  );
});
