"use client";

import { CircleX, Lock, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Footer } from "@/components/events/footer";
import { BadParameter } from "@/components/events/failure";
import { PastTheEnd } from "@/components/events/result-state";
import { usePrefs } from "@/components/providers/prefs";
import { Button, buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Message } from "@/components/ui/message";
import { type AccessLog, type AccessLogQuery, writeAccessLogQuery } from "@/lib/audit/access-log";
import type { Problem } from "@/lib/audit/errors";
import { queryString } from "@/lib/audit/links";
import { AccessFilter } from "./access-filter";
import { type AccountName, AccessTable } from "./access-table";

export type AccessLogAnswer =
  { query: AccessLogQuery; log: AccessLog; problem?: undefined } | { problem: Problem };

interface AccessLogPageProps {
  answer: AccessLogAnswer;
  accounts: readonly AccountName[];
  /** The server's clock when it answered, in whole seconds. */
  now: number;
}

/** Who looked at what. The address is the question; the server answers it, and records that it was asked. */
export function AccessLogPage({ answer, accounts, now }: AccessLogPageProps) {
  const router = useRouter();
  const { zone } = usePrefs();
  const [busy, start] = useTransition();
  const go = (query: AccessLogQuery) => {
    const search = queryString(writeAccessLogQuery(query));
    start(() => router.push(search === "" ? "/access-log" : `/access-log?${search}`));
  };
  const again = () => start(() => router.refresh());

  return (
    <main
      id="main"
      tabIndex={-1}
      className="flex min-h-[calc(100dvh-var(--header))] flex-col bg-surface outline-none"
    >
      <div className="px-3 pt-4 pb-3">
        <h1 className="text-22 font-strong tracking-[-.015em]">Access log</h1>
        <p className="text-text-2">
          Every read and sign-in, written before it is answered. The same question of one reader within 5
          minutes is one record, its pages included.
        </p>
      </div>
      {answer.problem ? (
        <Failed problem={answer.problem} again={again} />
      ) : (
        <>
          <AccessFilter query={answer.query} zone={zone} now={now} onAsk={go} />
          <div className={cn("flex-1", busy && "opacity-60")} aria-busy={busy}>
            <Rows answer={answer} accounts={accounts} zone={zone} now={now} onAsk={go} />
          </div>
          <Footer
            page={answer.log.page}
            shown={answer.log.records.length}
            newestFirst
            // New records go on top: the latest is pinned, so that none moves between pages.
            onPage={(page) => go({ ...answer.query, upTo: answer.log.upTo, page })}
            onSize={(size) => go({ ...answer.query, upTo: null, page: 1, size })}
          />
        </>
      )}
    </main>
  );
}

interface RowsProps {
  answer: Extract<AccessLogAnswer, { log: AccessLog }>;
  accounts: readonly AccountName[];
  zone: string;
  now: number;
  onAsk: (query: AccessLogQuery) => void;
}

function Rows({ answer: { query, log }, accounts, zone, now, onAsk }: RowsProps) {
  const { totalElements, totalPages } = log.page;
  if (log.records.length > 0)
    return <AccessTable records={log.records} accounts={accounts} zone={zone} now={now} />;
  if (totalElements > 0)
    return <PastTheEnd pages={totalPages} onLast={() => onAsk({ ...query, page: totalPages })} />;
  return (
    <Message
      icon={Search}
      tone="quiet"
      title="No record of this reader and window"
      actions={
        <Button
          size="small"
          onClick={() => onAsk({ ...query, user: null, from: null, to: null, upTo: null, page: 1 })}
        >
          All records
        </Button>
      }
    >
      <p>Nothing is answered without its record. Refused requests are not recorded, refused sign-ins are.</p>
    </Message>
  );
}

function Failed({ problem, again }: { problem: Problem; again: () => void }) {
  if (problem.code === "bad_parameter") return <BadParameter problem={problem} />;
  const code = `${problem.code} · request ${problem.requestId}`;
  if (problem.code === "forbidden") {
    return (
      <Message
        icon={Lock}
        tone="quiet"
        title="Only admins read the access log"
        code={code}
        actions={
          <a href="/events" className={buttonClass("plain", "small")}>
            All events
          </a>
        }
        alert
      >
        <p>{problem.detail} An operator can change it.</p>
      </Message>
    );
  }
  return (
    <Message
      icon={CircleX}
      tone="failed"
      title="The access log could not be read"
      code={code}
      actions={
        <Button size="small" onClick={again}>
          Try again
        </Button>
      }
      alert
    >
      <p>{problem.detail}</p>
      <p>Who looked at what in this window is not known.</p>
    </Message>
  );
}
