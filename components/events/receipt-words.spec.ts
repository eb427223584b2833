import { expect, it } from "vitest";
import type { EventsPage } from "@/lib/audit/list-page";
import type { IncompleteReason, Receipt } from "@/lib/audit/receipt";
import { READY_QUESTIONS } from "./ready-questions";
import { countWords, readSoFar, receiptWord } from "./receipt-words";
import { windowWords } from "./window-words";

const RECEIPT: Receipt = {
  asOf: "2026-11-21T00:00:00Z",
  from: null,
  to: "2026-11-21T00:00:00Z",
  served: "live",
  complete: false,
  reason: "page",
  counted: 30,
  gaps: [],
  arrivedSince: null,
  lateSince: null,
  zone: "UTC",
  search: "case_insensitive_substring",
};
const answer = (receipt: Partial<Receipt>, totalElements = 14_012): EventsPage => ({
  events: [],
  accounts: null,
  page: { number: 1, size: 30, totalElements, totalPages: Math.ceil(totalElements / 30) },
  receipt: { ...RECEIPT, ...receipt },
});
const REASONS: (IncompleteReason | null)[] = ["page", "open", "gap", "upstream", "filter", "shifted", null];

it("one page of more is no failure, and says how much was read", () => {
  const { tone, means } = receiptWord(answer({}));
  expect(tone).toBe("quiet");
  expect(means).toMatch(/30 of 14,012 read/);
});

it("pages that were read since count, up to the total; a receipt of the whole stays as it is", () => {
  const three = receiptWord(readSoFar(answer({}), 90));
  expect(three).toMatchObject({ word: "3 pages", tone: "quiet" });
  expect(three.means).toMatch(/90 of 14,012 read/);
  expect(receiptWord(answer({})).word).toBe("one page");
  expect(readSoFar(answer({}, 40), 60).receipt.counted).toBe(40);
  const archived = answer({ reason: null, complete: true, counted: 14_012 });
  expect(readSoFar(archived, 90)).toBe(archived);
});

it("complete is said only of what is complete", () => {
  for (const reason of REASONS) {
    const { word, tone } = receiptWord(answer({ reason, complete: false }));
    expect(word).not.toMatch(/^complete/);
    expect(tone).not.toBe("good");
  }
  expect(receiptWord(answer({ complete: true, reason: null, counted: 12 }, 12))).toMatchObject({
    tone: "good",
  });
});

it("nothing found is no proof that nothing happened", () => {
  const { word, tone, means } = receiptWord(answer({ complete: true, reason: null, counted: 0 }, 0));
  expect(word).toMatch(/not proof/);
  expect(tone).not.toBe("good");
  expect(means).toMatch(/late|never/);
});

it.each(["shifted", "upstream", "gap", "filter"] as const)(
  "%s looks like a part, not like the whole",
  (reason) => {
    expect(receiptWord(answer({ reason }))).toMatchObject({ tone: "partial" });
  },
);

it("every reason has a sentence of its own words", () => {
  for (const reason of REASONS) expect(receiptWord(answer({ reason })).means).toMatch(/\w+ \w+/);
});

it("counts are words that a person reads", () => {
  expect([0, 1, 14_012].map(countWords)).toEqual(["0 events", "1 event", "14,012 events"]);
});

it("a window's words begin with a capital and leave the zone to the button", () => {
  const now = Date.UTC(2026, 10, 21);
  const words = windowWords({ kind: "window", window: "24h" }, "UTC", "UTC", now);
  expect(words).toMatch(/^[A-Z0-9]/);
  expect(words).not.toMatch(/UTC/);
  expect(windowWords({ kind: "unbounded" }, "UTC", "UTC", now)).toMatch(/^[A-Z]/);
});

it("a ready question is one that upstream can answer: types alone, each once", () => {
  for (const { types, label } of READY_QUESTIONS) {
    expect(label).toMatch(/\w/);
    expect(types.length).toBeGreaterThan(0);
    expect(new Set(types).size).toBe(types.length);
    for (const type of types) expect(type).toMatch(/^[A-Z_]+$/);
  }
});
