"use client";

import { CircleCheck, CircleX, FileText, Hourglass, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { LazyPopover } from "@/components/ui/lazy-popover";
import type { AccountRef } from "@/components/shell/header";
import { cn } from "@/components/ui/cn";
import type { EventsPage } from "@/lib/audit/list-page";
import { formatCount, formatRange, formatTime } from "@/lib/audit/time/format";
import { countWords, type ReceiptWord, receiptWord } from "./receipt-words";

const TONES = {
  good: "text-live",
  quiet: "text-archive",
  partial: "text-partial",
  failed: "text-failed",
} as const;
const ICONS = { good: CircleCheck, quiet: FileText, partial: TriangleAlert, failed: CircleX } as const;

const Dot = () => <span className="mx-0.5 text-text-3">·</span>;

interface ReceiptLineProps {
  page: EventsPage | undefined;
  /** Whose events were read. */
  accounts: readonly AccountRef[];
  /** The window of the answer, or the one that was asked while there is none; `null` when the address names none. */
  window: { from: number | null; to: number; asOf: number } | null;
  asked: number;
  state: "done" | "reading" | "updating" | "failed";
  zone: string;
  zoneName: string;
  children?: ReactNode;
}

/** One sentence beside the count: what was asked, up to when, and whether it is all. Its last word opens the receipt. */
export function ReceiptLine({
  page,
  accounts,
  window,
  asked,
  state,
  zone,
  zoneName,
  children,
}: ReceiptLineProps) {
  const count = state === "failed" ? "Not known" : page ? countWords(page.page.totalElements) : "Counting…";
  return (
    <div className="flex min-h-[38px] flex-none flex-wrap items-center gap-x-3 gap-y-1.5 px-3 pt-2.5 sm:h-[38px] sm:flex-nowrap sm:pt-0 sm:pr-2">
      <p
        role="status"
        className="min-w-0 basis-full overflow-hidden text-ellipsis text-text-2 sm:basis-auto sm:whitespace-nowrap"
      >
        <b className="font-strong text-text">{count}</b> <Dot />{" "}
        {window ? (
          <>
            <span className="mono text-text">{formatRange(window.from, window.to, window.asOf, zone)}</span>{" "}
            {zoneName}&nbsp;
            <Dot />{" "}
          </>
        ) : null}
        {state === "failed" ? "asked" : "as of"}{" "}
        <span className="mono text-text">{formatTime(asked, zone).time}</span>
        &nbsp;
        <Dot /> <LastWord state={state} page={page} accounts={accounts} />
      </p>
      <span className="hidden min-w-0 flex-1 sm:block" />
      {children}
    </div>
  );
}

interface LastWordProps {
  state: ReceiptLineProps["state"];
  page: EventsPage | undefined;
  accounts: readonly AccountRef[];
}

function LastWord({ state, page, accounts }: LastWordProps) {
  if (state === "failed") return <Word tone="failed" word="failed" />;
  if (state === "reading" || page === undefined) return <Word tone="quiet" word="reading" icon={Hourglass} />;
  if (state === "updating") return <Word tone="quiet" word="updating" icon={Hourglass} />;
  const word = receiptWord(page);
  return (
    <>
      <LazyPopover
        label={`${word.word}: open the receipt`}
        title="Receipt"
        buttonClass="-my-1 -ml-1 rounded-1 px-1 py-1 hover:underline underline-offset-2"
        button={<Word tone={word.tone} word={word.word} />}
        load={() => import("./receipt-panel")}
        contentProps={{ page, word, accounts }}
      />
      {page.receipt.reason === "page" ? (
        <span className="ml-1 text-text-3">
          {formatCount(page.receipt.counted)} of {formatCount(page.page.totalElements)} read
        </span>
      ) : null}
    </>
  );
}

function Word({ tone, word, icon }: { tone: ReceiptWord["tone"]; word: string; icon?: typeof Hourglass }) {
  const Icon = icon ?? ICONS[tone];
  return (
    <span className={cn("font-medium", TONES[tone])}>
      <Icon size={13} className="mr-1 inline-block align-[-2px]" aria-hidden />
      {word}
    </span>
  );
}
