import { CircleCheck, CircleHelp, CircleX, Loader } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { ArchiveReport } from "@/lib/audit/archive-report";
import { eventHref } from "@/lib/audit/links";
import { formatCount, formatDuration, plural } from "@/lib/audit/time/format";
import { FAULTS, momentWords } from "./words";

/** Of each account, whether its records are the ones that were written. */
export function Verification({ reports, asOf }: { reports: readonly ArchiveReport[]; asOf: number }) {
  return (
    <section aria-labelledby="verification" className="border-t border-line pt-3">
      <h2 id="verification" className="mb-2 text-13 font-strong">
        Verification
      </h2>
      <ul className="border-t border-line">
        {reports.map((report) => (
          <Row key={report.account} report={report} asOf={asOf} />
        ))}
      </ul>
    </section>
  );
}

function Row({ report, asOf }: { report: ArchiveReport; asOf: number }) {
  const { name, chain, verified, verifying, verifyFailed } = report;
  const differs = verified?.state === "differs";
  return (
    <li
      data-account={report.account}
      className={cn(
        "border-b border-line pt-2 pb-2.5 text-12 text-text-2",
        differs && "pl-3 shadow-[inset_3px_0_var(--danger)]",
      )}
    >
      <div className="flex flex-wrap justify-between gap-x-2">
        <b className="font-medium text-text">{name}</b>
        <StateWord report={report} />
      </div>
      {verifying === null ? null : (
        <p>
          {formatCount(verifying.records)} of {plural(chain.records, "record")} gone through
        </p>
      )}
      {verifyFailed === null ? null : <p className="text-failed">{verifyFailed}</p>}
      {verified === null ? (
        <p className="mono text-text-3">head {short(chain.head)}</p>
      ) : (
        <>
          {differs ? <Differs report={report} /> : null}
          {differs ? null : (
            <p>
              {formatCount(verified.records)} of {plural(chain.records, "record")}
              {verified.pruned > 0 ? `; of ${formatCount(verified.pruned)} the digest alone is kept` : ""}
            </p>
          )}
          <p className="mono" title={chain.head}>
            head {short(chain.head)}
          </p>
          <p className="text-text-3">
            {momentWords(verified.at, asOf)} UTC
            {verified.tookMs === null ? "" : `, took ${tookWords(verified.tookMs)}`}
          </p>
        </>
      )}
    </li>
  );
}

/** Of a small archive it is nothing that one could notice. */
const tookWords = (ms: number) => (ms < 1000 ? "less than a second" : formatDuration(ms));

const short = (head: string) => `${head.slice(0, 8)}…${head.slice(-4)}`;

function Differs({ report: { account, verified } }: { report: ArchiveReport }) {
  const first = verified?.first;
  if (first === undefined) return null;
  return (
    <>
      <p>
        First at record <b className="font-medium text-text">{formatCount(first.record)}</b>
        {first.id === null ? null : (
          <>
            ,{" "}
            <Link href={eventHref(first.id, account)} prefetch={false} title={first.id} className="link mono">
              {first.id.length > 12 ? `${first.id.slice(0, 8)}…` : first.id}
            </Link>
          </>
        )}
      </p>
      <p>{FAULTS[first.what]} Records behind it were not looked at.</p>
    </>
  );
}

function StateWord({ report: { verified, verifying } }: { report: ArchiveReport }) {
  if (verifying !== null) return word(<Loader size={13} aria-hidden />, "verifying", "text-text-2");
  if (verified === null) return word(<CircleHelp size={13} aria-hidden />, "never verified", "text-text-2");
  return verified.state === "differs"
    ? word(<CircleX size={13} aria-hidden />, "1 record differs", "text-failed")
    : word(<CircleCheck size={13} aria-hidden />, "unaltered", "text-live");
}

const word = (icon: ReactNode, text: string, tone: string) => (
  <span className={`inline-flex items-center gap-1 font-medium ${tone}`}>
    {icon} {text}
  </span>
);
