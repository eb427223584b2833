"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, ShieldCheck, TriangleAlert } from "lucide-react";
import { useToast } from "@/components/providers/toast";
import { Button } from "@/components/ui/button";
import type { ArchiveReport } from "@/lib/audit/archive-report";
import { coverageCsv } from "@/lib/audit/coverage-csv";
import { firstDay } from "@/lib/audit/coverage-days";
import { archiveQuery, askArchive, recordKnown } from "@/lib/queries/archive";
import { type AccountAct, AccountCoverage } from "./account-coverage";
import { Discrepancies } from "./discrepancies";
import { Legend } from "./legend";
import { Tiles } from "./tiles";
import { syncBudget, UpstreamFacts } from "./upstream-facts";
import { Verification } from "./verification";
import { momentWords } from "./words";

interface ArchivePageProps {
  /** A key, or `*`. */
  account: string;
  reports: readonly ArchiveReport[];
  /** Whether the reader may pause, resume, verify and have spans read again. */
  admin: boolean;
  settleSeconds: number;
  requestsPerSecond: number;
  zone: string;
}

/** What is held, what is missing, is it unaltered: the operator's and the auditor's page. It looks again by itself. */
export function ArchivePage({ account, reports: initial, admin, ...facts }: ArchivePageProps) {
  const { data: reports = initial, error } = useQuery({ ...archiveQuery(account), initialData: initial });
  const ask = useAsking(account);
  const act: AccountAct = (what, of, span) =>
    ask(askArchive(what, of, span), what === "retry" ? "The span is read again next." : null);
  const asOf = Date.parse(reports[0]?.asOf ?? "");
  const first = firstDay(reports, asOf);
  const verifying = reports.some((report) => report.verifying !== null);
  const budget = syncBudget(facts.requestsPerSecond);
  return (
    <main
      id="main"
      tabIndex={-1}
      className="min-h-[calc(100dvh-var(--header))] bg-surface px-3 pb-10 outline-none sm:px-6"
    >
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2 py-4">
        <div className="min-w-0 flex-1 basis-[300px]">
          <h1 className="text-22 font-strong tracking-[-.015em]">Archive</h1>
          <p className="text-text-2">
            What is held, up to when, and whether it is unaltered. As of{" "}
            <time dateTime={reports[0]?.asOf}>{momentWords(new Date(asOf).toISOString(), asOf)}</time> UTC.
            {error ? <Stale /> : null}
          </p>
        </div>
        <Button onClick={() => download(coverageCsv(reports))}>
          <Download size={14} aria-hidden /> Coverage as CSV
        </Button>
        {admin ? (
          <Button onClick={() => act("verify", account)} disabled={verifying}>
            <ShieldCheck size={14} aria-hidden /> {verifying ? "Verifying…" : "Verify now"}
          </Button>
        ) : null}
      </div>
      <Tiles reports={reports} first={first} asOf={asOf} settleSeconds={facts.settleSeconds} />
      <Legend />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div className="min-w-0">
          {reports.map((report) => (
            <AccountCoverage
              key={report.account}
              report={report}
              first={first}
              asOf={asOf}
              budget={budget}
              onAct={admin ? act : null}
            />
          ))}
        </div>
        <aside aria-label="Verification and upstream" className="min-w-0">
          <Verification reports={reports} asOf={asOf} />
          <Discrepancies
            reports={reports}
            asOf={asOf}
            onKnown={
              admin
                ? (one, isKnown) =>
                    ask(
                      recordKnown(one.account, one, isKnown),
                      isKnown ? "Recorded as known." : "No longer known.",
                    )
                : null
            }
          />
          <UpstreamFacts reports={reports} requestsPerSecond={facts.requestsPerSecond} zone={facts.zone} />
        </aside>
      </div>
    </main>
  );
}

const Stale = () => (
  <span role="status" className="ml-1.5 inline-flex items-center gap-1 align-bottom font-medium text-partial">
    <TriangleAlert size={13} aria-hidden /> The console did not answer since; it is asked again.
  </span>
);

/** Waits for what was asked, says so, and looks at once how the archive stands then. What fails says why. */
function useAsking(shown: string) {
  const client = useQueryClient();
  const say = useToast();
  return (asked: Promise<void>, done: string | null) => {
    asked
      .then(() => {
        if (done !== null) say({ text: done });
      })
      .catch((error: unknown) =>
        say({ text: error instanceof Error ? error.message : String(error), bad: true }),
      )
      .finally(() => void client.invalidateQueries({ queryKey: archiveQuery(shown).queryKey }));
  };
}

/** The browser saves it under this name. */
function download(csv: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  link.download = "coverage.csv";
  link.click();
  // Some browsers read it a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
