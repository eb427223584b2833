import { describe, expect, it } from "vitest";
import type { ArchiveReport, CoverageSpan, CoverageState } from "./archive-report.ts";
import { DAY_MS, dayOf, dayStates, firstDay, reachBack, weekday } from "./coverage-days.ts";

const T = (text: string) => Date.parse(`${text}Z`);
const span = (from: string | null, to: string | null, state: CoverageState): CoverageSpan => ({
  from: from === null ? null : `${from}Z`,
  to: to === null ? null : `${to}Z`,
  state,
});
const ASOF = T("2026-11-21T07:54:10");
const days = (spans: CoverageSpan[], first: string) =>
  dayStates(spans, T(`${first}T00:00:00`), ASOF)
    .map((state) => state[0])
    .join("");

describe("the state of a day", () => {
  it.each<[string, CoverageSpan[], string]>([
    ["never asked for", [span(null, null, "unasked")], "uuuu"],
    [
      "settled since ever, today in part",
      [
        span(null, "2026-11-21T07:49:10", "settled"),
        span("2026-11-21T07:49:11", "2026-11-21T07:54:00", "open"),
        span("2026-11-21T07:54:01", null, "unasked"),
      ],
      "ssso",
    ],
    [
      "missing wins, however little is missing",
      [
        span(null, "2026-11-18T23:59:59", "settled"),
        span("2026-11-19T00:00:00", "2026-11-19T00:00:00", "missing"),
        span("2026-11-19T00:00:01", "2026-11-20T23:59:59", "settled"),
        span("2026-11-21T00:00:00", null, "unasked"),
      ],
      "smsu",
    ],
    [
      "read in part",
      [
        span(null, "2026-11-19T11:59:59", "unasked"),
        span("2026-11-19T12:00:00", "2026-11-20T23:59:59", "settled"),
        span("2026-11-21T00:00:00", null, "settled"),
      ],
      "uoss",
    ],
    [
      "the last second of a day is its own",
      [span(null, "2026-11-19T23:59:58", "settled"), span("2026-11-19T23:59:59", null, "missing")],
      "smmm",
    ],
  ])("%s", (_, spans, states) => expect(days(spans, "2026-11-18")).toBe(states));

  it("does not count what lies after the moment of the answer", () =>
    expect(
      days(
        [span(null, "2026-11-21T07:54:10", "settled"), span("2026-11-21T07:54:11", null, "unasked")],
        "2026-11-21",
      ),
    ).toBe("s"));
});

const UNASKED = [span(null, null, "unasked")];
const SINCE_EVER = [
  span(null, "2026-11-21T07:54:00", "settled"),
  span("2026-11-21T07:54:01", null, "unasked"),
];
const report = (
  more: Partial<Pick<ArchiveReport, "first" | "coverage">>,
  done = 0,
  remaining: number | null = 0,
) => ({
  first: null,
  coverage: UNASKED,
  backfill: { done, remaining } as ArchiveReport["backfill"],
  ...more,
});

describe("how far back an account reaches", () => {
  it.each<[string, CoverageSpan[], string | null, string | null]>([
    ["nothing asked for", UNASKED, "2018-07-04T00:00:00Z", null],
    ["since ever, to the oldest event", SINCE_EVER, "2025-10-14T08:00:00Z", "2025-10-14T08:00:00Z"],
    ["since ever, without an event", SINCE_EVER, null, null],
    [
      "to the next hole, whatever was read behind it and whatever is missing before",
      [
        span(null, "2025-01-01T00:00:00", "settled"),
        span("2025-01-01T00:00:01", "2026-03-02T23:59:59", "unasked"),
        span("2026-03-03T00:00:00", "2026-03-05T23:59:59", "missing"),
        span("2026-03-06T00:00:00", "2026-11-21T07:54:00", "settled"),
        span("2026-11-21T07:54:01", null, "unasked"),
      ],
      "2018-07-04T00:00:00Z",
      "2026-03-03T00:00:00Z",
    ],
  ])("%s", (_, coverage, first, reach) =>
    expect(reachBack({ coverage, first })).toBe(reach === null ? null : Date.parse(reach)),
  );
});

describe("the first day of the maps", () => {
  it("is the oldest of all accounts, as far as a backfill expects to go, and at most ten years back", () => {
    const first = (...reports: ReturnType<typeof report>[]) => firstDay(reports, ASOF);
    expect(first(report({ first: "2025-10-14T08:00:00Z" }))).toBe(dayOf(ASOF));
    expect(first(report({ first: "2025-10-14T08:00:00Z", coverage: SINCE_EVER }), report({}))).toBe(
      T("2025-10-14T00:00:00"),
    );
    const late = [span(null, "2026-01-04T11:59:59", "unasked"), span("2026-01-04T12:00:00", null, "missing")];
    expect(first(report({ first: "2018-07-04T00:00:00Z", coverage: late }))).toBe(T("2026-01-04T00:00:00"));
    expect(first(report({}, 13, 7))).toBe(dayOf(ASOF) - 20 * DAY_MS);
    expect(first(report({}, 13, null))).toBe(dayOf(ASOF));
    expect(first(report({ first: "1970-01-01T00:00:00Z", coverage: SINCE_EVER }))).toBe(
      dayOf(ASOF) - 3653 * DAY_MS,
    );
  });
});

it("weeks begin on Monday", () => {
  expect(
    ["2026-11-16", "2026-11-21", "2026-11-22", "1970-01-01"].map((day) => weekday(T(`${day}T00:00:00`))),
  ).toEqual([0, 5, 6, 3]);
});
