"use client";

import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from "lucide-react";
import { IconButton, TextButton } from "@/components/ui/button";
import { formatCount } from "@/lib/audit/time/format";
import type { CopyFormat } from "./copy-rows";
import { MOST_READ } from "./use-selection";

interface FooterProps {
  page: { number: number; size: number; totalElements: number; totalPages: number } | undefined;
  /** The first row in view, from 1, and how many are. */
  first?: number;
  shown: number;
  newestFirst: boolean;
  onPage: (page: number) => void;
  onSize: (size: number) => void;
  /** Absent where rows cannot be chosen. */
  selection?: FooterSelection;
}

export interface FooterSelection {
  count: number;
  /** So many were taken out again of all events of the question. */
  without: number;
  /** More than can be copied. */
  tooMany: boolean;
  picking: boolean;
  onCopy: (format: CopyFormat) => void;
  onPrint: () => void;
  /** Absent for readers who may not export. */
  onExport: (() => void) | undefined;
  onClear: () => void;
}

export const SIZES = [30, 50, 100];
export const COPY_WORDS: Readonly<Record<CopyFormat, string>> = {
  json: "JSON",
  csv: "CSV",
  markdown: "Markdown",
};

/** Where one is in the result, and what can be done with the chosen rows. */
export function Footer({ page, shown, newestFirst, onPage, onSize, selection, ...rest }: FooterProps) {
  const first = rest.first ?? (page && shown > 0 ? (page.number - 1) * page.size + 1 : 0);
  const last = Math.max(1, page?.totalPages ?? 1);
  const number = page?.number ?? 1;
  return (
    <footer className="sticky bottom-0 z-[2] flex min-h-8 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-surface-2 px-3 py-0.5 text-12 whitespace-nowrap text-text-2 print:hidden">
      <span style={{ minWidth: page && `${3 * formatCount(page.totalElements).length + 7}ch` }}>
        {shown > 0 && page ? (
          <>
            Rows {formatCount(first)}–{formatCount(first + shown - 1)} of{" "}
            <b className="font-medium text-text">{formatCount(page.totalElements)}</b>
          </>
        ) : (
          "No rows shown"
        )}
      </span>
      <nav aria-label="Pages" className={page ? "flex items-center" : "hidden"}>
        <IconButton
          label="First page"
          size="tiny"
          className="max-sm:hidden"
          aria-disabled={number <= 1}
          onClick={() => number > 1 && onPage(1)}
        >
          <ChevronFirst size={14} aria-hidden />
        </IconButton>
        <IconButton
          label="Previous page"
          size="tiny"
          className="max-sm:size-10"
          aria-disabled={number <= 1}
          onClick={() => number > 1 && onPage(number - 1)}
        >
          <ChevronLeft size={14} aria-hidden />
        </IconButton>
        <span className="px-1 text-center" style={{ minWidth: `${2 * formatCount(last).length + 8}ch` }}>
          Page {formatCount(number)} of {formatCount(last)}
        </span>
        <IconButton
          label="Next page"
          size="tiny"
          className="max-sm:size-10"
          aria-disabled={number >= last}
          onClick={() => number < last && onPage(number + 1)}
        >
          <ChevronRight size={14} aria-hidden />
        </IconButton>
        <IconButton
          label="Last page"
          size="tiny"
          className="max-sm:hidden"
          aria-disabled={number >= last}
          onClick={() => number < last && onPage(last)}
        >
          <ChevronLast size={14} aria-hidden />
        </IconButton>
      </nav>
      <label className="flex items-center gap-1.5 max-sm:hidden">
        Rows a page
        <select
          value={page?.size ?? 30}
          onChange={(event) => onSize(Number(event.target.value))}
          className="h-6 rounded-1 border border-line-control bg-surface px-1 text-text"
        >
          {[...new Set([...SIZES, page?.size ?? 30])]
            .sort((a, b) => a - b)
            .map((size) => (
              <option key={size}>{size}</option>
            ))}
        </select>
      </label>
      {selection && (selection.count > 0 || selection.picking) ? <Chosen {...selection} /> : null}
      {selection && selection.count > 0 ? null : (
        <span className="ml-auto max-lg:hidden">
          {newestFirst ? "Newest first, then id" : "Oldest first, then id"}
        </span>
      )}
    </footer>
  );
}

/** How many rows are chosen, and what can be done with them. */
function Chosen({ count, without, tooMany, picking, onCopy, onPrint, onExport, onClear }: FooterSelection) {
  return (
    <span
      role="group"
      aria-label="Selection"
      className="flex items-center gap-3.5 border-line-strong max-sm:min-h-10 max-sm:basis-full max-sm:border-t sm:border-l sm:pl-3.5"
    >
      <b className="font-medium text-text" role="status">
        {formatCount(count)}
        <span className="max-sm:sr-only"> {count === 1 ? "event" : "events"}</span> selected
      </b>
      {tooMany ? (
        <span>
          {without > 0 && onExport
            ? "too many to copy"
            : `up to ${formatCount(MOST_READ)} can be copied or printed`}
          {onExport ? (
            <>
              {"; "}
              <TextButton className="max-sm:min-h-10" onClick={onExport}>
                Export…
              </TextButton>{" "}
              {without > 0
                ? `takes all, also the ${formatCount(without)} taken out`
                : "takes the whole result"}
            </>
          ) : null}
        </span>
      ) : (
        <>
          {(Object.keys(COPY_WORDS) as CopyFormat[]).map((format) => (
            <TextButton
              key={format}
              className="max-sm:min-h-10"
              disabled={count === 0}
              onClick={() => onCopy(format)}
            >
              Copy {COPY_WORDS[format]}
            </TextButton>
          ))}
          <TextButton className="max-sm:hidden" disabled={count === 0} onClick={onPrint}>
            Print
          </TextButton>
        </>
      )}
      <TextButton className="max-sm:ml-auto max-sm:min-h-10" onClick={onClear}>
        {picking ? "Done" : "Clear"}
      </TextButton>
    </span>
  );
}
