import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { ERROR_CODES } from "./errors.ts";

it("docs/errors.md has a row for every code, with its status, a cause and a remedy, and for no other", () => {
  const text = readFileSync(resolve("docs/errors.md"), "utf8");
  const rows = [...text.matchAll(/^\|\s*`(\w+)`\s*\|\s*(\d{3})\s*\|([^|]+)\|([^|]+)\|$/gm)];
  const documented = rows.map(([, code = "", status]) => [code, Number(status)] as const);
  const expected = Object.entries(ERROR_CODES).map(([code, { status }]) => [code, status] as const);
  expect(documented.toSorted()).toEqual(expected.toSorted());
  for (const [, code, , cause = "", remedy = ""] of rows) {
    expect(cause.trim(), `cause of ${code}`).not.toBe("");
    expect(remedy.trim(), `remedy of ${code}`).not.toBe("");
  }
});
