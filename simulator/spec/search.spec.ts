import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Reader } from "./client";

const NAMES = [
  'say "hi" {now}',
  "50%_off",
  "back\\slash",
  "tab\there",
  "Ümläut 😀",
  "half \ud83d",
  "a/b",
  "x\u0000y",
];

/** Legal text for a JSON attribute value. */
const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

describe("search_text", () => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await Reader.start({ events: 3000 });
    reader.simulator.addEvents(
      "7c9e4b21",
      NAMES.map((name, i) => ({ id: `n-${i}`, context: { name: `«${name}»` } })),
    );
  });
  afterAll(() => reader.simulator.close());

  const found = async (search_text: string) => (await reader.all({ search_text })).map(({ id }) => id);

  it.each(NAMES.map((name, i) => [name, i] as const))("finds %j, JSON-escaped", async (name, i) => {
    expect(await found(escaped(`«${name}»`))).toEqual([`n-${i}`]);
  });

  it("is the substring of the compact JSON, whatever the case", async () => {
    const truth = reader.simulator.truth("7c9e4b21");
    for (const text of [
      "ACME",
      "qx9-Relay.example/e",
      "203.0.113.77",
      "user_login",
      "é",
      "%",
      "_",
      "2026-11-2",
      "\\u0041cme",
    ]) {
      const needle = JSON.stringify(JSON.parse(`"${text}"`))
        .slice(1, -1)
        .toLowerCase();
      const expected = truth.filter((event) => event.text.toLowerCase().includes(needle));
      expect(await reader.total({ search_text: text }), text).toBe(expected.length);
    }
  });

  it("takes % and _ as themselves", async () => {
    expect(await found("«50%_off")).toEqual(["n-1"]);
    expect(await found("«50__off")).toEqual([]);
    expect(await found("«5%off")).toEqual([]);
  });

  it("decodes escapes before it looks: braces may come escaped, and a slash", async () => {
    expect(await found('«say \\"hi\\" \\u007bnow\\u007D')).toEqual(["n-0"]);
    expect(await found("«a\\/b")).toEqual(["n-6"]);
    expect(await found("\\u00abA\\u002fB")).toEqual(["n-6"]);
  });

  it("sees the keys of the object, and events that come later", async () => {
    const before = await reader.total({ search_text: "relay-two" });
    expect(before).toBe(0);
    reader.simulator.addEvents("7c9e4b21", [{ context: { "relay-two": 1 } }]);
    expect(await reader.total({ search_text: "Relay-Two" })).toBe(1);
    // A quote in the text is one inside a value, never one of the JSON's own.
    expect(await reader.total({ search_text: 'relay-two\\":1' })).toBe(0);
  });
});
