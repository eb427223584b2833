import { describe, expect, it } from "vitest";
import { parseQuery, queryKey } from "./query-params.ts";
import { describeQuery, describeTime } from "./query-words.ts";
import { resolveWindow } from "./time/window.ts";

const NOW = Date.parse("2026-11-21T07:54:10Z");
const read = (text: string) => parseQuery(new URLSearchParams(text));

describe("describeQuery", () => {
  it("gives a chip per filter, and the query without it", () => {
    const query = read(
      "account=a&exclude_event_type=USER_PRODUCT_SEARCH&country=sc,gb&search_text=relay&page=3&window=1h",
    );
    const { chips } = describeQuery(query, { zone: "UTC" });
    expect(chips.map(({ field, label, op, value }) => [field, label, op, value])).toEqual([
      ["exclude_event_type", "Type", "is not", "USER_PRODUCT_SEARCH"],
      ["search_text", "Text", "contains", "relay"],
      ["country", "Country", "is one of", "SC, GB"],
    ]);
    expect(chips.map(({ without }) => queryKey(without))).toEqual([
      "account=a&window=1h&search_text=relay&country=GB%2CSC",
      "account=a&exclude_event_type=USER_PRODUCT_SEARCH&window=1h&country=GB%2CSC",
      "account=a&exclude_event_type=USER_PRODUCT_SEARCH&window=1h&search_text=relay",
    ]);
  });

  it.each([
    ["event_type=A", "is"],
    ["event_type=A,B", "is one of"],
    ["exclude_event_type=A,B", "is none of"],
    ["ip=10.0.0.0/8", "in range"],
    ["ip=10.0.0.1,10.0.1.0/24", "is one of"],
  ])("%s: %s", (text, op) => expect(describeQuery(read(text), { zone: "UTC" }).chips[0]?.op).toBe(op));

  it("says it in one sentence, resolved or not", () => {
    const query = read("date_from=2026-10-24&exclude_event_type=USER_PRODUCT_SEARCH&ip=203.0.113.0/24");
    const window = resolveWindow(query.time, NOW);
    expect(describeQuery(query, { zone: "UTC", window }).sentence).toBe(
      "24 Oct 00:00:00 – 21 Nov 07:54:10 UTC · type is not USER_PRODUCT_SEARCH · address in range 203.0.113.0/24",
    );
    expect(describeQuery(query, { zone: "UTC", asOf: NOW }).sentence).toMatch(
      /^since 24 Oct 00:00:00 UTC · type/,
    );
  });
});

describe("describeTime", () => {
  it.each([
    ["", "UTC", "all time"],
    ["window=90d", "UTC", "last 90 d"],
    ["window=30m", "UTC", "last 30 min"],
    ["window=last-quarter", "UTC", "last quarter"],
    ["window=today", "Europe/Madrid", "today (UTC)"],
    ["around=2026-11-19T16:02:11&pm=30m", "UTC", "±30 min around 19 Nov 16:02:11 UTC"],
    [
      "around=2026-11-19T16:02:11",
      "Europe/Madrid",
      "±30 min around 19 Nov 17:02:11 Europe/Madrid, UTC+01:00",
    ],
    ["date_from=2025-11-19", "UTC", "since 19 Nov 2025 00:00:00 UTC"],
    ["date_to=2026-11-19", "UTC", "up to 19 Nov 23:59:59 UTC"],
    ["date_from=2026-11-18&date_to=2026-11-19", "UTC", "18 Nov 00:00:00 – 19 Nov 23:59:59 UTC"],
  ])("%s in %s: %s", (text, zone, words) =>
    expect(describeTime(read(text).time, zone, { now: NOW })).toBe(words),
  );

  it("writes years when there is no moment to compare with", () => {
    expect(describeTime(read("date_to=2026-11-19").time, "America/New_York")).toBe(
      "up to 19 Nov 2026 18:59:59 America/New_York, UTC−05:00",
    );
  });
});
