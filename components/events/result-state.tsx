"use client";

import {
  CircleHelp,
  CircleX,
  Clock,
  Lock,
  LogOut,
  Search,
  ShieldCheck,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Button, buttonClass } from "@/components/ui/button";
import type { Problem } from "@/lib/audit/errors";
import type { Receipt } from "@/lib/audit/receipt";
import { RequestError } from "@/lib/queries/fetch-text";
import { RevealedText } from "./revealed-text";

type Tone = "good" | "partial" | "failed" | "quiet";
const TONES: Record<Tone, string> = {
  good: "text-live",
  partial: "text-partial",
  failed: "text-failed",
  quiet: "text-text-3",
};

interface MessageProps {
  icon: LucideIcon;
  tone: Tone;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  code?: string | undefined;
  /** A failure is said aloud. */
  alert?: boolean;
}

/** The frame of every state that stands in place of rows: what is known, what is not, what to do. */
export function Message({ icon: Icon, tone, title, children, actions, code, alert }: MessageProps) {
  return (
    <div role={alert ? "alert" : undefined} className="flex max-w-[600px] gap-3 px-4 py-6">
      <Icon size={20} className={cn("mt-px flex-none", TONES[tone])} aria-hidden />
      <div className="min-w-0">
        <h2 className="text-15 font-strong">{title}</h2>
        <div className="mt-1 text-text-2 break-words [&>p+p]:mt-1">{children}</div>
        {actions || code ? (
          <div className="mt-3 flex flex-wrap items-center gap-2">
            {actions}
            {code ? <span className="font-mono text-11 text-text-3">{code}</span> : null}
          </div>
        ) : null}
      </div>
    </div>
  );
}

const code = (problem: Problem) => `${problem.code} · request ${problem.requestId}`;

interface FailureProps {
  error: Error;
  accountKey: string | undefined;
  accountName: string | undefined;
  /** The address to come back to after signing in. */
  here: string;
  again?: () => void;
}

/** A result that could not be had. Each cause looks different; none ever reads as an empty result. */
export function Failure({ error, accountKey, accountName, here, again }: FailureProps) {
  const problem = error instanceof RequestError ? error.problem : null;
  const retry = again ? (
    <Button size="small" onClick={again}>
      Try again
    </Button>
  ) : null;
  if (problem === null) {
    return (
      <Message icon={CircleX} tone="failed" title="This result could not be read" actions={retry} alert>
        <p>The console itself did not answer. How many events match is not known.</p>
      </Message>
    );
  }
  switch (problem.code) {
    case "unauthorized":
      return (
        <Message
          icon={LogOut}
          tone="quiet"
          title="Your session ended"
          actions={
            <a
              href={`/sign-in?callbackUrl=${encodeURIComponent(here)}`}
              className={buttonClass("primary", "small")}
            >
              Sign in
            </a>
          }
          alert
        >
          <p>Sign in again to come back to exactly this view.</p>
        </Message>
      );
    case "account_forbidden":
    case "forbidden":
      return (
        <Message
          icon={Lock}
          tone="quiet"
          title={`You may not read ${accountName ?? "this account"}`}
          code={code(problem)}
          actions={
            <a href="/events" className={buttonClass("plain", "small")}>
              Switch account
            </a>
          }
          alert
        >
          <p>{problem.detail}</p>
        </Message>
      );
    case "event_not_found":
      return (
        <Message icon={Search} tone="quiet" title="No event has this id" code={code(problem)} alert>
          <p>{problem.detail}</p>
        </Message>
      );
    case "upstream_unauthorized":
      return (
        <Message
          icon={Lock}
          tone="failed"
          title={accountKey ? `Vonage refused the API key ${accountKey}` : "Vonage refused the API key"}
          code={code(problem)}
          actions={
            <>
              {retry}
              <a href="/settings/connection" className={buttonClass("plain", "small")}>
                Check the connection
              </a>
            </>
          }
          alert
        >
          <p>
            You are signed in; this is between the console and Vonage. An operator must check the secret of
            this account. How many events match is not known.
          </p>
        </Message>
      );
    case "upstream_throttled":
      return (
        <Message
          icon={Clock}
          tone="partial"
          title="Vonage asked to slow down"
          code={code(problem)}
          actions={retry}
          alert
        >
          <p>{problem.detail} How many events match is not known.</p>
        </Message>
      );
    case "bad_parameter":
    case "filter_needs_archive":
    case "needs_archive":
      return <BadParameter problem={problem} />;
    default:
      return (
        <Message
          icon={CircleX}
          tone="failed"
          title="This result could not be read"
          code={code(problem)}
          actions={retry}
          alert
        >
          <p>{problem.detail}</p>
          <p>How many events match is not known.</p>
        </Message>
      );
  }
}

/** The field is named and nothing that was typed is lost: the address still holds it. */
export function BadParameter({
  problem,
  value,
  onSuggestion,
}: {
  problem: Pick<Problem, "detail"> & { field?: string | undefined; suggestion?: string | undefined };
  /** What the field holds in the address. */
  value?: string | null;
  onSuggestion?: (value: string) => void;
}) {
  return (
    <Message
      icon={TriangleAlert}
      tone="failed"
      title={problem.field ? "A part of this address is wrong" : "This address is wrong"}
      actions={
        <>
          {problem.suggestion && onSuggestion ? (
            <Button size="small" onClick={() => onSuggestion(problem.suggestion as string)}>
              Use {problem.suggestion}
            </Button>
          ) : null}
          <a href="/events" className={buttonClass("plain", "small")}>
            All events
          </a>
        </>
      }
      alert
    >
      <p>
        {problem.field ? (
          <>
            <RevealedText
              text={`${problem.field}${value ? `=${value}` : ""}`}
              className="mono text-text break-all"
              max={200}
            />
            :{" "}
          </>
        ) : null}
        {problem.detail}
      </p>
      <p>Nothing was asked of Vonage.</p>
    </Message>
  );
}

interface NothingProps {
  receipt: Receipt;
  premiumOnly: boolean;
  filtered: boolean;
  asOf: string;
  accountName: string;
  /** The text that was searched. */
  text: string | null;
  onClear: () => void;
}

/** Zero rows: proof where every event of the window is archived and settled, and else why it is none. */
export function NothingRecorded({ receipt, premiumOnly, filtered, ...words }: NothingProps) {
  const { asOf, accountName, text, onClear } = words;
  const actions = filtered ? (
    <Button size="small" onClick={onClear}>
      Clear all filters
    </Button>
  ) : null;
  const asWritten =
    text === null ? null : <p>The text was searched exactly as written, quotes and spaces included.</p>;
  const archived = receipt.served === "archive";
  if (archived && receipt.complete && !premiumOnly) {
    return (
      <Message icon={ShieldCheck} tone="good" title="No such event happened" actions={actions}>
        <p>
          Every event of {accountName} in this window is archived and settled, up to {asOf}: as many were read
          as Vonage counted. None matches.
        </p>
        {asWritten}
      </Message>
    );
  }
  return (
    <Message
      icon={CircleHelp}
      tone="partial"
      title="None recorded, which does not mean none happened"
      actions={actions}
    >
      {premiumOnly ? (
        <p>
          Vonage records <span className="mono text-text">USER_LOGIN</span> and{" "}
          <span className="mono text-text">USER_LOGOUT</span> only for accounts with Premium Support.
        </p>
      ) : null}
      {asWritten}
      {archived ? (
        <p>
          {receipt.complete
            ? `Every event of ${accountName} in this window is archived and settled, up to ${asOf}; none matches.`
            : receipt.reason === "open"
              ? "The window's end is so young that events may still arrive. What has arrived was read; none matches."
              : "A part of this window is not archived yet, and Vonage cannot answer this question. Over what is archived, none matches."}
        </p>
      ) : (
        <p>
          Vonage lists no such event of {accountName} as of {asOf}. Events can arrive minutes late, and how
          far back Vonage keeps them is not known.
        </p>
      )}
    </Message>
  );
}

export function PastTheEnd({ pages, onLast }: { pages: number; onLast: () => void }) {
  return (
    <Message
      icon={Search}
      tone="quiet"
      title="The result ends before this page"
      actions={
        <Button size="small" onClick={onLast}>
          Go to the last page
        </Button>
      }
    >
      <p>It has {pages === 1 ? "1 page" : `${pages} pages`}.</p>
    </Message>
  );
}

/** Drawn after 150 ms at the measures of the real rows; never for a refetch. */
export function SkeletonRows({ count }: { count: number }) {
  return (
    <div aria-hidden className="appear-late">
      {Array.from({ length: count }, (_, i) => (
        <div
          key={i}
          className="grid h-[var(--row)] grid-cols-[30px_120px_200px_110px_150px_minmax(0,1fr)] items-center gap-3 border-b border-line px-3 max-sm:grid-cols-[1fr_110px]"
        >
          {[14, 96, 150, 80, 120, 240].map((width, j) => (
            <i
              key={j}
              className="h-2 max-w-full rounded-[4px] bg-surface-3 max-sm:nth-[n+3]:hidden"
              style={{ width }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
