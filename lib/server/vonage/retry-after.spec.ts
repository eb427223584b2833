import { expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const NOW = Date.UTC(2026, 10, 21, 7, 54, 10);

it.each([
  ["0", 0],
  ["1", 1_000],
  [" 120 ", 120_000],
  ["1000000000", 1e12],
  ["Sat, 21 Nov 2026 07:54:40 GMT", 30_000],
  ["Saturday, 21-Nov-26 07:54:40 GMT", 30_000],
  ["Sat Nov 21 07:54:40 2026", 30_000],
  ["Sat, 21 Nov 2026 07:00:00 GMT", 0],
])("%j asks for %d ms", (value, ms) => {
  expect(parseRetryAfter(value, NOW)).toBe(ms);
});

it.each([
  "",
  "-1",
  "1.5",
  "1e9",
  "soon",
  "2026-11-21T07:54:40Z",
  "Sat, 99 Nov 2026 07:54:40 GMT",
  "NaN",
  null,
  undefined,
])("%j is none", (value) => {
  expect(parseRetryAfter(value, NOW)).toBeNull();
});
