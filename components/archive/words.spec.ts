import { describe, expect, it } from "vitest";
import { leftWords, momentWords, spanWords } from "./words.ts";

const ASOF = Date.parse("2026-11-21T07:54:10Z");

describe("a span in words", () => {
  it.each<[string | null, string | null, string]>([
    ["2026-03-03T00:00:00Z", "2026-03-05T23:59:59Z", "3 – 5 Mar 2026"],
    ["2026-03-03T00:00:00Z", "2026-03-03T23:59:59Z", "3 Mar 2026"],
    ["2026-02-28T00:00:00Z", "2026-03-01T23:59:59Z", "28 Feb – 1 Mar 2026"],
    ["2025-12-30T00:00:00Z", "2026-01-02T23:59:59Z", "30 Dec 2025 – 2 Jan 2026"],
    ["2026-03-03T01:00:00Z", "2026-03-05T23:59:59Z", "3 Mar 01:00:00 – 5 Mar 23:59:59 UTC"],
    ["2026-03-03T10:00:01Z", "2026-03-03T10:00:01Z", "3 Mar 10:00:01 UTC"],
    [null, "2025-10-13T23:59:59Z", "up to 13 Oct 2025"],
    [null, "2026-10-13T11:59:59Z", "up to 13 Oct 11:59:59 UTC"],
    ["2026-11-21T07:54:00Z", null, "since 21 Nov 07:54:00 UTC"],
    [null, null, "all time"],
  ])("%s to %s", (from, to, words) => expect(spanWords({ from, to }, ASOF)).toBe(words));
});

it("a moment has its year when it is another one", () => {
  expect(momentWords("2026-11-21T07:20:44Z", ASOF)).toBe("21 Nov 07:20:44");
  expect(momentWords("2025-11-21T07:20:44Z", ASOF)).toBe("21 Nov 2025 07:20:44");
});

it.each<[number | null, string | null]>([
  [null, null],
  [20, "under a minute left"],
  [2280, "about 38 min left"],
  [4 * 3600, "about 4 h left"],
  [3 * 86_400, "about 3 days left"],
])("%s s left", (seconds, words) => expect(leftWords(seconds)).toBe(words));
