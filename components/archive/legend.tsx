import { COVERAGE_STATES, type CoverageState } from "@/lib/audit/archive-report";

export const STATE_WORDS: Record<CoverageState, { word: string; meaning: string }> = {
  settled: { word: "settled", meaning: "read completely, closed" },
  open: { word: "open", meaning: "still being read, may grow" },
  missing: { word: "missing", meaning: "asked for and not complete" },
  unasked: { word: "not asked for yet", meaning: "" },
};

const SWATCHES: Record<CoverageState, string> = {
  settled: "M0 0h12v12h-12z",
  open: "M1 1h10v10h-10z",
  missing: "M.75.75h10.5v10.5h-10.5zM.75 11.25l10.5-10.5M.75 6l5.25-5.25M6 11.25l5.25-5.25",
  unasked: "M4 4h4v4h-4z",
};
const LOOKS: Record<CoverageState, string> = {
  settled: "fill-cov-settled",
  open: "fill-none stroke-cov-open stroke-2",
  missing: "fill-none stroke-cov-missing stroke-[1.2]",
  unasked: "fill-cov-none",
};

/** What the squares mean, and whose days they are. */
export function Legend() {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 py-3 text-12 text-text-2 max-sm:grid">
      {COVERAGE_STATES.map((state) => {
        const { word, meaning } = STATE_WORDS[state];
        return (
          <li key={state} className="flex items-center gap-1.5">
            <svg width={12} height={12} aria-hidden className="flex-none">
              <path d={SWATCHES[state]} className={LOOKS[state]} />
            </svg>
            {meaning === "" ? word : `${word}: ${meaning}`}
          </li>
        );
      })}
      <li className="text-text-3">Days and times are UTC.</li>
    </ul>
  );
}
