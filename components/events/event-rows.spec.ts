import { expect, it } from "vitest";
import type { AuditEvent } from "@/lib/audit/event";
import { eventOf } from "@/lib/audit/testing";
import { rowsAsText } from "./copy-rows";
import { toRows as rowsWith } from "./event-rows";

const at = (created_at: string, fields: Record<string, unknown> = {}) =>
  eventOf("APP_CREATE", { appId: "a-1" }, { id: `e-${created_at}`, created_at, ...fields });
const toRows = (events: readonly AuditEvent[], day: (at: number) => string) =>
  rowsWith(events, new Map(), day);
const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
const seconds = (...times: string[]) =>
  toRows(
    times.map((time, i) => at(time, { id: `e-${i}` })),
    dayOf,
  ).map((row) => row.second);

it("events of one second are marked as first, middle and last of it", () => {
  const [a, b, c] = ["2026-11-21T03:12:09", "2026-11-21T03:12:10", "2026-11-21T03:12:11"];
  expect(seconds(a, b, c)).toEqual([null, null, null]);
  expect(seconds(a, b, b, c)).toEqual([null, "first", "last", null]);
  expect(seconds(b, b, b, b)).toEqual(["first", "mid", "mid", "last"]);
  expect(seconds(a, a, b, b)).toEqual(["first", "last", "first", "last"]);
});

it("events whose time is unknown share no second", () => {
  expect(seconds("soon", "soon", "2026-11-21T03:12:10")).toEqual([null, null, null]);
});

it("a day begins where the day in the reader's zone differs from the row before", () => {
  const times = ["2026-11-21T00:00:00", "2026-11-20T23:59:59", "2026-11-20T10:00:00", "soon"];
  const rows = toRows(
    times.map((time) => at(time)),
    dayOf,
  );
  expect(rows.map((row) => row.newDay)).toEqual([false, true, false, true]);
});

it("a domain is common only when every address has it", () => {
  const domain = (...emails: (string | undefined)[]) =>
    toRows(
      emails.map((user_email, i) => at(`2026-11-21T03:12:0${i}`, { user_email })),
      dayOf,
    )[0]?.commonDomain;
  expect(domain("a@acme.example", "b@acme.example")).toBe(domain("a@acme.example"));
  expect(domain("a@acme.example")).toMatch(/acme\.example$/);
  expect(domain("a@acme.example", "b@other.example")).toBeNull();
  expect(domain("a@acme.example", undefined)).toMatch(/acme\.example$/);
  expect(domain(undefined, undefined)).toBeNull();
});

it("a row names what its event is about", () => {
  expect(toRows([at("2026-11-21T03:12:09")], dayOf)[0]?.resource).toBe("app:a-1");
  expect(toRows([], dayOf)).toEqual([]);
});

it("copied rows are the bytes as received, or an export's columns", () => {
  const events = [at("2026-11-21T03:12:09"), at("2026-11-21T03:12:10", { big: 1 })];
  const json = rowsAsText(events, "json");
  expect(JSON.parse(json)).toHaveLength(2);
  for (const { raw } of events) expect(json).toContain(raw);
  const csv = rowsAsText(events, "csv");
  expect(csv.split(/\r?\n/)[0]).toMatch(/^id,created_at,event_type,/);
  expect(csv.trim().split(/\r?\n/)).toHaveLength(3);
  expect(JSON.parse(rowsAsText([], "json"))).toEqual([]);
});

it("one id in two accounts makes two rows, each of its own account", () => {
  const twins = [at("2026-11-21T03:12:09", { id: "e-1" }), at("2026-11-21T03:12:09", { id: "e-1" })];
  const accounts = [
    { name: "Acme production", apiKey: "7c9e4b21" },
    { name: "Acme EMEA", apiKey: "b52d77c0" },
  ];
  const rows = rowsWith(twins, new Map(), dayOf, accounts);
  expect(rows.map(({ key }) => key)).toEqual(["7c9e4b21:e-1", "b52d77c0:e-1"]);
  expect(rows.map(({ account }) => account)).toEqual(accounts);
  expect(toRows(twins, dayOf).map(({ key, account }) => [key, account])).toEqual([
    ["e-1", null],
    ["e-1", null],
  ]);
});
