import { CircleX, Hourglass, Lock, Pause, Unplug } from "lucide-react";
import { useMemo } from "react";
import { RevealedText } from "@/components/events/revealed-text";
import { Button, TextButton } from "@/components/ui/button";
import type { ArchiveAct, ArchiveReport, CoverageSpan } from "@/lib/audit/archive-report";
import { countOf, dayStates } from "@/lib/audit/coverage-days";
import { formatCount, plural } from "@/lib/audit/time/format";
import { BackfillLine } from "./backfill-line";
import { CoverageMap } from "./coverage-map";
import { CoverageTable } from "./coverage-table";
import { momentWords, spanWords, standing } from "./words";

export type AccountAct = (act: ArchiveAct, account: string, span?: CoverageSpan) => void;

interface AccountCoverageProps {
  report: ArchiveReport;
  /** The first day of all maps, and the moment of the answer. */
  first: number;
  asOf: number;
  budget: number;
  onAct: AccountAct | null;
}

/** What is held of one account, by day, and what is missing of it. */
export function AccountCoverage({ report, first, asOf, budget, onAct }: AccountCoverageProps) {
  const { name, account, coverage, events, backfill } = report;
  const states = useMemo(() => dayStates(coverage, first, asOf), [coverage, first, asOf]);
  const act = onAct === null ? null : (which: ArchiveAct) => onAct(which, account);
  return (
    <section
      aria-label={`Coverage of ${name}`}
      data-account={account}
      className="min-w-0 border-t border-line pt-3 pb-4"
    >
      <div className="mb-2 flex flex-wrap items-baseline gap-x-2 text-12 text-text-2">
        <h2 className="text-13 font-strong text-text">{name}</h2>
        <span className="mono text-text-3">{account}</span>
        <span className="flex-1 max-sm:h-0 max-sm:basis-full" />
        <span>{plural(events, "event")}</span>
        <span className="px-1 text-text-3" aria-hidden>
          ·
        </span>
        <span>
          {formatCount(countOf(states, "settled"))} of {plural(states.length, "day")} settled
        </span>
        <Standing report={report} />
        {act !== null && standing(report) === "kept" ? (
          <TextButton className="ml-1" aria-label={`Pause ${name}`} onClick={() => act("pause")}>
            Pause
          </TextButton>
        ) : null}
      </div>
      <CoverageMap name={name} states={states} first={first} />
      <Gaps report={report} asOf={asOf} onAct={onAct} />
      <BackfillLine backfill={backfill} name={name} apiKey={account} budget={budget} onAct={act} />
      <CoverageTable name={name} spans={coverage} asOf={asOf} />
    </section>
  );
}

function Standing({ report }: { report: ArchiveReport }) {
  const stands = standing(report);
  if (stands === "kept") return null;
  const looks = {
    backfilling: { Icon: Hourglass, word: "backfilling", tone: "text-archive" },
    empty: { Icon: Hourglass, word: "nothing asked for yet", tone: "text-text-2" },
    refused: { Icon: Lock, word: "refused", tone: "text-failed" },
    paused: { Icon: Pause, word: "paused", tone: "text-partial" },
    failed: { Icon: CircleX, word: "not being read", tone: "text-failed" },
  };
  const { Icon, word, tone } = looks[stands];
  return (
    <>
      <span className="px-1 text-text-3" aria-hidden>
        ·
      </span>
      <span className={`font-medium ${tone}`}>
        <Icon size={13} className="inline align-[-2px]" aria-hidden /> {word}
      </span>
    </>
  );
}

const MOST_GAPS = 5;

/** Each missing span with its reason, the newest first. */
function Gaps({ report, asOf, onAct }: { report: ArchiveReport; asOf: number; onAct: AccountAct | null }) {
  const gaps = report.coverage.filter(({ state }) => state === "missing").reverse();
  if (gaps.length === 0) return null;
  return (
    <ul aria-label={`Missing of ${report.name}`} className="mt-2.5 grid gap-1.5 text-12">
      {gaps.slice(0, MOST_GAPS).map((gap) => (
        <li key={gap.from} className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <Unplug size={14} className="flex-none text-partial" aria-hidden />
          <p className="min-w-0 flex-1 basis-[220px] break-words">
            <b className="font-strong">{spanWords(gap, asOf)} missing.</b>{" "}
            <RevealedText text={gap.reason ?? ""} />
            {gap.triedAt === undefined ? "" : ` Last try ${momentWords(gap.triedAt, asOf)}.`}{" "}
            <span className="text-text-3">A zero result over this span proves nothing.</span>
          </p>
          {onAct === null ? null : (
            <Button size="small" onClick={() => onAct("retry", report.account, gap)}>
              Try again
            </Button>
          )}
        </li>
      ))}
      {gaps.length > MOST_GAPS ? (
        <li className="text-text-3">
          {formatCount(gaps.length - MOST_GAPS)} more stand in the table of spans.
        </li>
      ) : null}
    </ul>
  );
}
