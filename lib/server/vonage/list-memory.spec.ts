import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ListMemory } from "./list-memory.ts";
import { listParts, NoListPage } from "./list-parts.ts";

const reply = (events: string, rest = '"page":{"totalElements":2}') =>
  `{"_embedded":{"events":${events}},"_links":{"self":{"href":"https://x/"}},${rest}}`;
/** What a reply is, or that it is none, without saying where its list stands. */
const outcome = (read: () => ReturnType<typeof listParts>) => {
  try {
    const { items, page } = read();
    return { items, page: [...page] };
  } catch (error) {
    if (error instanceof NoListPage) return error.message;
    throw error;
  }
};

it("gives a list that came before back as the same array, with the page as it is now", () => {
  const memory = new ListMemory();
  const first = memory.read(reply('[{"id":"a"},{"id":"b"}]'));
  const again = memory.read(reply('[{"id":"a"},{"id":"b"}]', '"page":{"totalElements":9,"size":7}'));
  expect(again.items).toBe(first.items);
  expect([...again.page]).toEqual([
    ["totalElements", "9"],
    ["size", "7"],
  ]);
});

it("reads a list anew that differs in one byte, is longer or is shorter", () => {
  const memory = new ListMemory();
  const first = memory.read(reply("[1,2]"));
  for (const events of ["[1,3]", "[1,2,3]", "[1]", "[1, 2]", "[]"])
    expect(memory.read(reply(events)).items).toEqual(JSON.parse(events).map(String));
  expect(memory.read(reply("[1,2]")).items).toBe(first.items);
});

describe("behind a list that is known, a reply is", () => {
  it.each([
    ["cut", '{"_embedded":{"events":[1,2]'],
    ["broken", '{"_embedded":{"events":[1,2]},}'],
    ["followed by more", `${reply("[1,2]")} x`],
    ["another list", reply("[1,2]", '"_embedded":{"events":[3]},"page":{"totalElements":1}')],
    ["the same list again", reply("[1,2]", '"_embedded":{"events":[1,2]},"page":{}')],
    ["an empty one", reply("[1,2]", '"_embedded":{"events":[]},"page":{"totalElements":0}')],
    ["no list after all", reply("[1,2]", '"_embedded":null,"page":{"totalElements":0}')],
    ["no list, but an object", reply("[1,2]", '"_embedded":{},"page":{"totalElements":0}')],
    ["nonsense", reply("[1,2]", '"_embedded":[7],"page":{"totalElements":0}')],
    ["in the same part a second list", '{"_embedded":{"events":[1,2],"events":[5]},"page":{}}'],
  ])("read as it would be without memory: %s", (_, text) => {
    const memory = new ListMemory();
    memory.read(reply("[1,2]"));
    for (let i = 0; i < 2; i++)
      expect(outcome(() => memory.read(text))).toEqual(outcome(() => listParts(text)));
  });

  it("whatever it is", () => {
    const key = fc.constantFrom("_embedded", "events", "page", "x");
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("null", "1", '"]"', "[]", "[1,2]", '[{"events":[1]}]', "{}", "[1", "}"),
        fc
          .array(fc.tuple(key, tie("any")), { maxLength: 3 })
          .map((all) => `{${all.map(([k, v]) => `"${k}":${v}`).join(",")}}`),
      ),
    })).any;
    const texts = fc.array(fc.array(fc.tuple(key, value), { maxLength: 4 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(texts, (all) => {
        const memory = new ListMemory();
        const head = '{"_embedded":{"events":[1,2]}';
        memory.read(`${head}}`);
        for (const members of all) {
          const text = `${[head, ...members.map(([k, v]) => `"${k}":${v}`)].join(",")}}`;
          expect(outcome(() => memory.read(text))).toEqual(outcome(() => listParts(text)));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it("forgets what was not asked for longest, beyond 32, and never keeps a long reply", () => {
  const memory = new ListMemory();
  const ask = (i: number) => memory.read(reply(`[${i}]`)).items;
  const first = ask(0);
  const second = ask(1);
  for (let i = 2; i < 32; i++) ask(i);
  expect(ask(0)).toBe(first);
  ask(32);
  expect(ask(0)).toBe(first);
  expect(ask(1)).not.toBe(second);
  const long = reply(`["${"x".repeat(128 * 1024)}"]`);
  expect(memory.read(long).items).not.toBe(memory.read(long).items);
});
