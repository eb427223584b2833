import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Meaning, meaningsOf } from "./go-to.ts";
import { MAX_SEARCH_LENGTH } from "./query-values.ts";
import { resourceKey } from "./resource-kind.ts";

const words = (meaning: Meaning): string => {
  switch (meaning.is) {
    case "event":
      return `event:${meaning.id}`;
    case "resource":
      return resourceKey(meaning.resource);
    case "block":
      return `block:${meaning.block}`;
    case "type":
      return `type:${meaning.type}`;
  }
};
const read = (text: string) => meaningsOf(text).map(words);

const UUID = "9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5";

describe("meaningsOf", () => {
  it.each([
    ["203.0.113.77", ["ip:203.0.113.77"]],
    ["2001:DB8::7", ["ip:2001:db8::7"]],
    ["203.0.113.0/24", ["block:203.0.113.0/24"]],
    ["2001:DB8::/32", ["block:2001:db8::/32"]],
    ["jonas.hale@acme.example", ["user:jonas.hale@acme.example"]],
    ["+44 7700 900678", ["number:447700900678"]],
    ["447700900678", ["number:447700900678", "user:447700900678"]],
    ["48213", ["user:48213"]],
    ["7c9e4b21", ["account:7c9e4b21", "event:7c9e4b21"]],
    [UUID, [`event:${UUID}`, `app:${UUID}`, `secret:${UUID}`]],
    ["twin-1", ["event:twin-1"]],
    ["x-0a1b2c", ["event:x-0a1b2c"]],
    ["app_update", ["type:APP_UPDATE"]],
    ["APPLICATION:UPDATE", ["type:APP_UPDATE"]],
    ["secret:ad6dc56f", ["secret:ad6dc56f"]],
    ["app:Support", ["app:Support"]],
  ])("%s", (text, meanings) => expect(read(text)).toEqual(meanings));

  it.each(["", " ", "events", "Support IVR", "relay", "999.1.2.3", "203.0.113.0/33", "12:30", "a,b@c.d"])(
    "%j is only text",
    (text) => expect(read(text)).toEqual([]),
  );

  it("leaves out what was copied along", () => {
    expect(read(' "203.0.113.77", ')).toEqual(["ip:203.0.113.77"]);
    expect(read("<jonas@acme.example>")).toEqual(["user:jonas@acme.example"]);
    expect(read("\u202a+44 7700 900678\u202c\n")).toEqual(["number:447700900678"]);
    expect(read(`\ufeff${UUID}\u200b`)[0]).toBe(`event:${UUID}`);
  });

  it("whatever is pasted, nothing throws and no value can break an address", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (text) => {
        for (const meaning of meaningsOf(text)) expect(words(meaning)).not.toMatch(/[\p{Cc}\p{Cf}\s,]/u);
      }),
      { numRuns: 1000 },
    );
    expect(meaningsOf("7".repeat(MAX_SEARCH_LENGTH + 1))).toEqual([]);
    expect(meaningsOf("a1".repeat(5_000_000))).toEqual([]);
  });
});
