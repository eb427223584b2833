import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteCollector } from "./byte-collector.ts";

it("gives back every byte in order, however they come and whatever was announced", () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 });
  fc.assert(
    fc.property(chunks, fc.option(fc.integer({ min: -5, max: 5000 })), (parts, announced) => {
      const whole = Buffer.concat(parts);
      for (const length of [announced ?? whole.length, parts[0]?.length ?? 0]) {
        const collector = new ByteCollector(5000, length);
        // Copies: the chunks of a socket must not be written to either.
        const given = parts.map((part) => Buffer.from(part));
        for (const chunk of given) expect(collector.add(chunk)).toBe(true);
        expect(collector.bytes.equals(whole)).toBe(true);
        expect(Buffer.concat(given).equals(whole)).toBe(true);
      }
    }),
  );
});

it.each([
  ["in one piece", [101]],
  ["by the last byte", [100, 1]],
  ["drop by drop", Array.from({ length: 101 }, () => 1)],
])("takes no more than the most: %s", (_, lengths) => {
  const collector = new ByteCollector(100, 101);
  const taken = lengths.map((length) => collector.add(Buffer.alloc(length, 7)));
  expect(taken.at(-1)).toBe(false);
  expect(taken.slice(0, -1).every(Boolean)).toBe(true);
  expect(collector.bytes.length).toBeLessThanOrEqual(100);
});

it("holds nothing before anything came", () => {
  expect(new ByteCollector(100, 50).bytes.length).toBe(0);
});
