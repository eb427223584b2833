import { expect, it } from "vitest";
import type { Saying } from "./resource-state.ts";
import { marksOf, spanOf, stepsOf, stretchesOf } from "./timeline-strip.ts";

const at = (day: string) => Date.parse(`${day}${day.includes("T") ? "" : "T00:00:00"}Z`);
const says = (day: string, fields: Record<string, string | null>): Saying[] =>
  Object.entries(fields).map(([field, value]) => ({
    id: day,
    type: "NUMBER_UPDATED",
    at: at(day),
    subject: field,
    field,
    value,
  }));

const STORY = [
  ...says("2026-01-09", { assigned: "true" }),
  ...says("2026-01-11", { "voice-type": "app", "voice-value": "app-1" }),
  ...says("2026-08-12", { "voice-type": "tel", "voice-value": "447700900012" }),
  ...says("2026-11-20", { "voice-type": "sip", "voice-value": "sip:9@qx9-relay.example", http: "x" }),
];
const stretches = (sayings = STORY, gaps: { from: number; to: number }[] = []) =>
  stretchesOf({
    kind: "number",
    sayings,
    gaps,
    first: at("2026-01-09"),
    start: at("2025-10-14"),
    end: at("2026-11-21"),
    nameOf: (id) => (id === "app-1" ? "Support IVR" : id),
  }).map(({ from, to, words, kind }) => [
    new Date(from).toISOString().slice(0, 10),
    new Date(to).toISOString().slice(0, 10),
    kind,
    words,
  ]);

it("tells how a number stood, in words, from before its first event to now, without holes", () => {
  expect(stretches()).toEqual([
    ["2025-10-14", "2026-01-09", "none", "no event yet"],
    ["2026-01-09", "2026-01-11", "sure", "assigned"],
    ["2026-01-11", "2026-08-12", "sure", "app: Support IVR"],
    ["2026-08-12", "2026-11-20", "sure", "tel:447700900012"],
    ["2026-11-20", "2026-11-21", "sure", "sip:9@qx9-relay.example"],
  ]);
});

it("behind a gap a value is not certain until an event states it again", () => {
  const gap = { from: at("2026-03-03"), to: at("2026-03-05T23:59:59") };
  expect(stretches(STORY, [gap]).slice(2, 5)).toEqual([
    ["2026-01-11", "2026-03-06", "sure", "app: Support IVR"],
    ["2026-03-06", "2026-08-12", "unsure", "app: Support IVR"],
    ["2026-08-12", "2026-11-20", "sure", "tel:447700900012"],
  ]);
});

it("a repeated value begins no new stretch, and a number that is given back is released", () => {
  const again = says("2026-09-01", { "voice-type": "tel", "voice-value": "447700900012" });
  const gone = says("2026-11-20T12:00:00", { assigned: "false" });
  expect(stretches([...STORY, ...again, ...gone]).slice(3)).toEqual([
    ["2026-08-12", "2026-11-20", "sure", "tel:447700900012"],
    ["2026-11-20", "2026-11-20", "sure", "sip:9@qx9-relay.example"],
    ["2026-11-20", "2026-11-21", "sure", "released"],
  ]);
});

it("of a thing that events only name there is nothing to say after its first event", () => {
  expect(stretches([])).toEqual([
    ["2025-10-14", "2026-01-09", "none", "no event yet"],
    ["2026-01-09", "2026-11-21", "sure", ""],
  ]);
});

it("an application stands where its webhooks point, until it is disabled or deleted", () => {
  const of = (fields: Record<string, string>) =>
    stretchesOf({
      kind: "app",
      sayings: says("2026-02-01", fields),
      gaps: [],
      first: at("2026-02-01"),
      start: at("2026-02-01"),
      end: at("2026-03-01"),
      nameOf: (id) => id,
    }).map(({ words }) => words);
  const urls = {
    "answer_url.url": "https://voice.acme.example/ncco",
    "event_url.url": "https://qx9-relay.example/e",
  };
  expect(of(urls)).toEqual(["qx9-relay.example"]);
  expect(of({ name: "Support IVR" })).toEqual(["Support IVR"]);
  expect(of({ ...urls, enabled: "false" })).toEqual(["disabled"]);
  expect(of({ ...urls, enabled: "false", exists: "false" })).toEqual(["deleted"]);
});

it("the strip begins where coverage does, at most somewhat before the first event, and is never empty", () => {
  const [asOf, first] = [at("2026-11-21"), at("2026-01-09")];
  expect(spanOf(first, at("2025-12-30"), asOf)).toEqual({ start: at("2025-12-30"), end: asOf });
  const open = spanOf(first, null, asOf);
  expect(open.start).toBeLessThan(first);
  expect((first - open.start) / (asOf - open.start)).toBeCloseTo(0.22, 3);
  expect(asOf - spanOf(asOf, asOf, asOf).start).toBe(3_600_000);
});

it("steps are changes, or events where nothing changes, each moment once and rising", () => {
  const changes = [
    { at: "2026-03-01T00:00:00Z" },
    { at: "2026-02-01T00:00:00Z" },
    { at: "2026-02-01T00:00:00Z" },
  ];
  expect(stepsOf(changes, [{ at: "2026-01-01T00:00:00Z" }])).toEqual([at("2026-02-01"), at("2026-03-01")]);
  expect(stepsOf([], [{ at: null }, { at: "2026-01-01T00:00:00Z" }])).toEqual([at("2026-01-01")]);
});

it.each([
  ["2025-10-14", "2026-11-21", "month", 13, "2025-11-01T00:00:00.000Z"],
  ["2026-11-01", "2026-11-21", "day", 11, "2026-11-01T00:00:00.000Z"],
  ["2026-11-20T22:10:00", "2026-11-20T23:10:00", "time", 13, "2026-11-20T22:10:00.000Z"],
  ["2018-07-04", "2026-11-21", "year", 8, "2019-01-01T00:00:00.000Z"],
] as const)("the axis from %s to %s is marked by %s, %i times", (start, end, form, count, first) => {
  const marks = marksOf({ start: at(start), end: at(end) }, 0);
  expect(marks.form).toBe(form);
  expect(marks.at).toHaveLength(count);
  expect(new Date(marks.at[0] ?? 0).toISOString()).toBe(first);
});

it("marks stand on round times of the zone in view", () => {
  const hour = 3_600_000;
  const { at: marks } = marksOf({ start: at("2026-11-01"), end: at("2026-11-10") }, hour);
  expect(marks.every((mark) => (mark + hour) % (24 * hour) === 0)).toBe(true);
});
