import type { ArchiveReport } from "./archive-report.ts";
import { csvCell } from "./csv.ts";

const COLUMNS = ["account", "name", "from", "to", "state", "reason", "tried_at"] as const;

/** Every span of every account, oldest first. An end that is not bounded is an empty cell. */
export function coverageCsv(reports: readonly ArchiveReport[]): string {
  const rows = reports.flatMap(({ account, name, coverage }) =>
    coverage.map(({ from, to, state, reason, triedAt }) => [
      account,
      name,
      from,
      to,
      state,
      reason ?? null,
      triedAt ?? null,
    ]),
  );
  return [COLUMNS, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}
