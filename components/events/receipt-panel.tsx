"use client";

import { Copy } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useCopy } from "@/components/providers/toast";
import type { AccountRef } from "@/components/shell/header";
import type { EventsPage } from "@/lib/audit/list-page";
import { formatCount, plural } from "@/lib/audit/time/format";
import type { ReceiptWord } from "./receipt-words";

interface ReceiptPanelProps {
  page: EventsPage;
  word: ReceiptWord;
  accounts: readonly AccountRef[];
  close: () => void;
}

/** The whole receipt of an answer, in words and to be copied as it came. */
export default function ReceiptPanel({ page, word, accounts }: ReceiptPanelProps) {
  const copy = useCopy();
  const { receipt } = page;
  const known = new Map(accounts.map(({ name, apiKey }) => [apiKey, `${name} ${apiKey}`]));
  // The receipt's own where it tells them: the reader's may have changed since the page was opened.
  const read = receipt.accounts?.map((apiKey) => known.get(apiKey) ?? apiKey) ?? [...known.values()];
  const facts: [string, string][] = [
    [read.length === 1 ? "Account" : "Accounts", read.join("; ")],
    ["Window", `${receipt.from ?? "from the first event"} to ${receipt.to}`],
    ["As of", receipt.asOf],
    [
      "Counted",
      receipt.served === "archive"
        ? `${plural(receipt.counted, "id")} in the archive`
        : `${plural(receipt.counted, "id")} read, Vonage counted ${formatCount(page.page.totalElements)}`,
    ],
    ["Served", receipt.served === "live" ? "live, by Vonage" : "from the archive"],
    [
      "Gaps",
      receipt.gaps.length === 0
        ? receipt.served === "archive"
          ? "none"
          : "none known"
        : receipt.gaps.map(({ from, to }) => `${from ?? "the beginning"} to ${to}`).join("; "),
    ],
    [
      "Since then",
      receipt.arrivedSince === null ? "not known" : `${plural(receipt.arrivedSince, "event")} arrived`,
    ],
    [
      "Came late",
      receipt.lateSince === null ? "not known without an archive" : formatCount(receipt.lateSince),
    ],
    ["Times", `sent without a zone, read as ${receipt.zone}`],
    [
      "Text",
      receipt.search === "case_sensitive_substring"
        ? "a substring, case matters"
        : "a substring, whatever its case",
    ],
  ];
  return (
    <div className="w-[340px] max-w-full">
      <h3 className="px-3.5 pt-2.5 text-15 font-strong">{word.word}</h3>
      <p className="px-3.5 pt-0.5 text-text-2">{word.means}</p>
      <dl className="grid gap-y-1 px-3.5 py-2.5">
        {facts.map(([term, value]) => (
          <div key={term} className="grid grid-cols-[84px_minmax(0,1fr)]">
            <dt className="text-text-3">{term}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="flex gap-2 border-t border-line bg-surface-2 px-3 py-2">
        <Button
          size="small"
          onClick={() =>
            void copy(JSON.stringify({ ...receipt, page: page.page }, null, 2), "Receipt copied.")
          }
        >
          <Copy size={13} aria-hidden /> Copy receipt
        </Button>
      </div>
    </div>
  );
}
