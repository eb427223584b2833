import { CircleX, Lock, Pause, Play } from "lucide-react";
import { Fragment } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ArchiveAct, Backfill } from "@/lib/audit/archive-report";
import { formatCount, plural } from "@/lib/audit/time/format";
import { dayWords, leftWords } from "./words";

interface BackfillLineProps {
  backfill: Backfill;
  name: string;
  apiKey: string;
  /** Calls a second that the sync may make. */
  budget: number;
  /** `null`: the reader may not. */
  onAct: ((act: ArchiveAct) => void) | null;
}

/** How far the past is read, and what an admin can do about it. Of an account that is kept up there is nothing to say. */
export function BackfillLine({ backfill, name, apiKey, budget, onAct }: BackfillLineProps) {
  const { state, done, remaining, reason } = backfill;
  const stands = state === "paused" || (state === "failed" && remaining !== 0);
  if (!stands && (state === "done" || remaining === 0)) return null;
  if (backfill.refused) return <Refused name={name} apiKey={apiKey} onAct={onAct} />;
  const total = remaining === null ? null : done + remaining;
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-x-2.5 gap-y-1.5 text-12" data-backfill={state}>
      {total === null || total === 0 ? null : <Bar name={name} done={done} total={total} />}
      <p className="min-w-0 flex-1 basis-[260px] text-text-2">
        {state === "failed" ? (
          <CircleX size={14} className="mr-1 inline align-[-2px] text-failed" aria-hidden />
        ) : null}
        {parts(backfill, total, budget).map((part, i) => (
          <Fragment key={part}>
            {i === 0 ? (
              <b className="font-strong text-text">{part}</b>
            ) : (
              <>
                <span className="mx-1.5 text-text-3" aria-hidden>
                  ·
                </span>
                <span className="sr-only">, </span>
                {part}
              </>
            )}
          </Fragment>
        ))}
        {stands && reason !== null ? (
          <span className={cn("ml-1.5", state === "failed" && "text-text")}>{reason}</span>
        ) : null}
        {state === "failed" ? " It is tried again by itself." : null}
      </p>
      {onAct === null ? null : state === "paused" ? (
        <Button size="small" onClick={() => onAct("resume")} aria-label={`Resume ${name}`}>
          <Play size={13} aria-hidden /> Resume
        </Button>
      ) : (
        <Button size="small" onClick={() => onAct("pause")} aria-label={`Pause ${name}`}>
          <Pause size={13} aria-hidden /> Pause
        </Button>
      )}
    </div>
  );
}

/** Asking again would change nothing until somebody has looked at the secret. */
function Refused({ name, apiKey, onAct }: Pick<BackfillLineProps, "name" | "apiKey" | "onAct">) {
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-x-2.5 gap-y-1.5 text-12" data-backfill="refused">
      <Lock size={14} className="flex-none text-failed" aria-hidden />
      <p className="min-w-0 flex-1 basis-[260px] text-text-2">
        <b className="font-strong text-text">Vonage refused the API key {apiKey}.</b> You are signed in; this
        is between the console and Vonage. Nothing new is read until the secret is right.{" "}
        <a href="/settings/connection" className="link">
          Check the connection
        </a>
      </p>
      {onAct === null ? null : (
        <Button size="small" onClick={() => onAct("resume")} aria-label={`Try ${name} again`}>
          Try again
        </Button>
      )}
    </div>
  );
}

function parts(
  { state, done, rate, window, page, pages, etaSeconds }: Backfill,
  total: number | null,
  budget: number,
): string[] {
  const days =
    total === null ? `${plural(done, "day")} read` : `${formatCount(done)} of ${plural(total, "day")}`;
  if (state === "paused") return [`Paused at ${days}.`];
  if (state === "failed") return [`Stopped at ${days}.`];
  const left = leftWords(etaSeconds);
  return [
    days,
    ...(window === null ? [] : [`now ${dayWords(Date.parse(window.to))}`]),
    ...(pages > 1 ? [`page ${formatCount(page)} of ${formatCount(pages)}`] : []),
    `${rate} of ${formatCount(budget)} requests a second`,
    ...(left === null ? [] : [left]),
  ];
}

function Bar({ name, done, total }: { name: string; done: number; total: number }) {
  return (
    <div
      role="progressbar"
      aria-label={`Backfill of ${name}`}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      className="h-1.5 w-[180px] flex-none overflow-hidden rounded-full bg-surface-3 shadow-[inset_0_0_0_1px_var(--line-control)] max-sm:w-full"
    >
      <div className="h-full bg-accent-fill" style={{ width: `${(100 * done) / total}%` }} />
    </div>
  );
}
