import { describe, expect, it } from "vitest";
import { arrange, inOrder, withHeld } from "./arrange";

const values = (...pairs: (readonly [string, number, string?])[]) =>
  pairs.map(([value, count, first]) => ({ value, count, ...(first === undefined ? {} : { first }) }));
const NONE = new Set<string>();
const names = (listed: readonly { value: string }[]) => listed.map(({ value }) => value).join("");

const LONG = values(
  ["a", 90],
  ["b", 80],
  ["c", 70],
  ["d", 60],
  ["e", 50],
  ["f", 40],
  ["g", 30, "2026-11-20T01:00:00Z"],
  ["h", 20, "2026-11-20T03:00:00Z"],
  ["i", 3],
  ["j", 2],
  ["k", 1],
);

describe("which values stand there", () => {
  it("the most frequent, then the new, the newest first, then the rare", () => {
    const { top, rare, more } = arrange(LONG, NONE);
    expect([names(top), names(rare), more]).toEqual(["abcde", "hgkj", 2]);
  });
  it("what is chosen is never among those left out", () => {
    const { top, rare, more } = arrange(LONG, new Set(["i", "k"]));
    expect([names(top), names(rare), more]).toEqual(["abcdei", "hgkj", 1]);
    const ones = LONG.slice(0, 6).concat(
      values(["l", 1], ["m", 1], ["n", 1], ["o", 1], ["p", 1], ["q", 1], ["r", 0]),
    );
    expect(names(arrange(ones, new Set(["q", "r"])).rare)).toBe("lmnopq");
    expect(names(arrange(ones, new Set(["q", "r"])).top)).toBe("abcder");
  });
  it("a list that is hardly longer is whole, and so is one that was opened", () => {
    expect(arrange(LONG.slice(0, 8), NONE)).toMatchObject({ more: 0, rare: [] });
    expect(names(arrange(LONG, NONE, { all: true }).top)).toBe("abcdefghijk");
  });
  it("of many rare ones a few stand there, of new ones many", () => {
    const rare = values(...Array.from({ length: 40 }, (_, i) => [`r${i}`, 1] as const));
    expect(arrange([...LONG.slice(0, 6), ...rare], NONE)).toMatchObject({ more: 36, rare: { length: 5 } });
    const fresh = values(
      ...Array.from({ length: 40 }, (_, i) => [`n${i}`, 1, `2026-11-20T00:00:${i}Z`] as const),
    );
    expect(arrange([...LONG.slice(0, 6), ...fresh], NONE)).toMatchObject({ rare: { length: 12 } });
  });
});

it("rows keep their places while a choice is open, whatever their counts become", () => {
  const now = values(["c", 9], ["z", 8], ["a", 1], ["b", 0]);
  expect(names(inOrder(now, ["a", "b", "c"]))).toBe("abcz");
  expect(names(inOrder(now, []))).toBe("czab");
});

it("what is chosen stays, also where no event is listed with it", () =>
  expect(withHeld(values(["a", 3]), ["a", "203.0.113.0/24"])).toEqual([
    { value: "a", count: 3 },
    { value: "203.0.113.0/24", count: 0, unlisted: true },
  ]));
