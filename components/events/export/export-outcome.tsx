"use client";

import { CircleCheck, CircleSlash, CircleX, FileCheck, TriangleAlert } from "lucide-react";
import { Button, buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ExportStatus } from "@/lib/audit/export";
import { formatCount, plural } from "@/lib/audit/time/format";
import { countWords, formatBytes, gapWords } from "./export-words";
import type { Exporting } from "./use-export";
import { Foot } from "./export-foot";

interface ExportOutcomeProps {
  exporting: Exporting;
  status: ExportStatus;
  zone: string;
}

/** How an export ended. Only one that is done has a receipt; of the others the file is not to be used. */
export function ExportOutcome({ exporting, status, zone }: ExportOutcomeProps) {
  const { id, state, name, receipt } = status;
  const { icon: Icon, tone, word, means } = wordOf(status, zone);
  return (
    <>
      <div className="px-4 pt-1 pb-3.5">
        <div role="status">
          <p className={cn("font-medium", tone)}>
            <Icon size={13} className="mr-1 inline-block align-[-2px]" aria-hidden />
            {word}
          </p>
          <p className="mt-1 text-text-2">{means}</p>
        </div>
        {receipt === null ? null : <Facts status={status} />}
      </div>
      <Foot name="">
        {state === "done" ? (
          <a
            href={`/api/exports/${id}`}
            download={`${name}.receipt.json`}
            className={cn(buttonClass("primary", "small"), "max-sm:h-10")}
          >
            <FileCheck size={13} aria-hidden /> Save receipt
          </a>
        ) : null}
        <Button size="small" className="max-sm:h-10" onClick={exporting.again}>
          {state === "done" ? "Another export" : "Start again"}
        </Button>
      </Foot>
    </>
  );
}

function Facts({ status }: { status: ExportStatus }) {
  const { count, bytes, sha256, receipt } = status;
  const facts: [string, string][] = [
    ["File", status.name],
    ["Holds", `${plural(count, "event")}, ${formatBytes(bytes)} (${formatCount(bytes)} bytes)`],
    ...(receipt?.accounts ? [["Accounts", receipt.accounts.join(", ")] as [string, string]] : []),
    ["As of", receipt?.asOf ?? "not known"],
    ["SHA-256", sha256 ?? "not known"],
  ];
  return (
    <dl className="mt-2.5 grid gap-y-1">
      {facts.map(([term, value]) => (
        <div key={term} className="grid grid-cols-[64px_minmax(0,1fr)]">
          <dt className="text-text-3">{term}</dt>
          <dd className="mono break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function wordOf(status: ExportStatus, zone: string) {
  const { state, receipt, problem } = status;
  const written = `${countWords(status)}${status.total === null ? "" : " events"} written. The file is not whole: do not use it.`;
  if (state === "failed")
    return {
      icon: CircleX,
      tone: "text-failed",
      word: "failed",
      means: `${problem?.detail ?? "The console failed."} ${status.count > 0 ? written : "No file was written."}`,
    };
  if (state === "aborted")
    return { icon: CircleSlash, tone: "text-archive", word: "cancelled", means: written };
  if (receipt?.complete === true)
    return {
      icon: CircleCheck,
      tone: "text-live",
      word: "complete",
      means: "Every event of the result is in the file.",
    };
  if (receipt?.reason === "open")
    return {
      icon: CircleCheck,
      tone: "text-archive",
      word: "still open",
      means:
        "Every event known at this moment is in the file. The window's end is so young that others may still arrive.",
    };
  const why =
    receipt?.reason === "gap"
      ? `What the archive holds is in the file. Missing: ${gapWords(receipt.gaps, zone) || "not known"}.`
      : "The result shifted while it was read, so an event that came late may be missing.";
  return { icon: TriangleAlert, tone: "text-partial", word: "partial", means: why };
}
