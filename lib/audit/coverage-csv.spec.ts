import { expect, it } from "vitest";
import type { ArchiveReport } from "./archive-report.ts";
import { coverageCsv } from "./coverage-csv.ts";

it("is one line a span, with formulas neutralised and open ends empty", () => {
  const report = {
    account: "7c9e4b21",
    name: "=Acme, production",
    coverage: [
      { from: null, to: "2026-03-02T23:59:59Z", state: "settled" },
      {
        from: "2026-03-03T00:00:00Z",
        to: null,
        state: "missing",
        reason: 'Vonage said "503".',
        triedAt: "2026-11-21T07:20:44Z",
      },
    ],
  } as ArchiveReport;
  expect(coverageCsv([report])).toBe(
    "account,name,from,to,state,reason,tried_at\r\n" +
      `7c9e4b21,"'=Acme, production",,2026-03-02T23:59:59Z,settled,,\r\n` +
      `7c9e4b21,"'=Acme, production",2026-03-03T00:00:00Z,,missing,"Vonage said ""503"".",2026-11-21T07:20:44Z\r\n`,
  );
});
