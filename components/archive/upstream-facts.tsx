import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import { RevealedText } from "@/components/events/revealed-text";
import type { ArchiveReport } from "@/lib/audit/archive-report";
import { ERROR_CODES, type ErrorCode } from "@/lib/audit/errors";
import { formatCount } from "@/lib/audit/time/format";

interface UpstreamFactsProps {
  reports: readonly ArchiveReport[];
  requestsPerSecond: number;
  zone: string;
}

/** What is known of the Audit API itself. */
export function UpstreamFacts({ reports, requestsPerSecond, zone }: UpstreamFactsProps) {
  return (
    <section aria-labelledby="upstream" className="mt-5 border-t border-line pt-3">
      <h2 id="upstream" className="mb-2 text-13 font-strong">
        Upstream
      </h2>
      <dl className="grid gap-1 text-12">
        <Fact term="Reachable">
          <Reachable reports={reports} />
        </Fact>
        <Fact term="Types">
          <Types reports={reports} />
        </Fact>
        <Fact term="Budget">
          {formatCount(requestsPerSecond)} requests a second per account; the sync takes at most{" "}
          {formatCount(syncBudget(requestsPerSecond))}
        </Fact>
        <Fact term="Zone">
          of <span className="mono">created_at</span>: {zone}, assumed
        </Fact>
      </dl>
    </section>
  );
}

/** People first: the sync takes half of what an account may be asked. */
export const syncBudget = (requestsPerSecond: number): number =>
  Math.max(1, Math.floor(requestsPerSecond / 2));

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="grid grid-cols-[80px_minmax(0,1fr)]">
    <dt className="text-text-3">{term}</dt>
    <dd className="break-words">{children}</dd>
  </div>
);

function Reachable({ reports }: { reports: readonly ArchiveReport[] }) {
  const failing = reports.filter(({ upstream }) => upstream.reachable === false);
  const at = reports
    .map(({ upstream }) => upstream.at ?? "")
    .sort()
    .at(-1);
  if (failing.length > 0)
    return (
      <ul>
        {failing.map(({ account, name, upstream }) => (
          <li key={account}>
            <State icon={<CircleX size={13} aria-hidden />} tone="text-failed" word="no" /> {name}:{" "}
            {ERROR_CODES[upstream.code as ErrorCode]?.title ?? "it could not be asked"}
            {upstream.at === null ? "" : `, ${upstream.at.slice(11, 19)}`}
          </li>
        ))}
      </ul>
    );
  if (!at)
    return <State icon={<CircleHelp size={13} aria-hidden />} tone="text-text-2" word="not asked yet" />;
  return (
    <>
      <State icon={<CircleCheck size={13} aria-hidden />} tone="text-live" word="yes" /> last answer{" "}
      {at.slice(11, 19)}
    </>
  );
}

const State = ({ icon, tone, word }: { icon: ReactNode; tone: string; word: string }) => (
  <span className={`inline-flex items-center gap-1 align-bottom font-medium ${tone}`}>
    {icon} {word}
  </span>
);

function Types({ reports }: { reports: readonly ArchiveReport[] }) {
  const known = reports.flatMap(({ upstream }) => upstream.types ?? []);
  if (known.length === 0) return <>not read yet</>;
  const listed = Math.max(...known.map((types) => types.listed));
  const unlisted = [...new Set(known.flatMap((types) => types.unlisted))].sort();
  const fallback = known.every(({ source }) => source === "fallback");
  return (
    <>
      {formatCount(listed)} {fallback ? "of the built-in list: Vonage did not tell its own" : "listed"}
      {unlisted.length === 0 ? null : <>; {formatCount(unlisted.length)} seen but unlisted</>}
      {unlisted.length === 0 ? null : (
        <ul aria-label="Unlisted types" className="mono text-text-2">
          {unlisted.slice(0, 12).map((type) => (
            <li key={type}>
              <RevealedText text={type} max={80} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
