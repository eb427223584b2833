"use client";

import { CircleHelp, Search, ShieldCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import type { Receipt } from "@/lib/audit/receipt";

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
