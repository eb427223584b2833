"use client";

import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from "lucide-react";
import { IconButton, TextButton } from "@/components/ui/button";
import { formatCount } from "@/lib/audit/time/format";

interface FooterProps {
  page: { number: number; size: number; totalElements: number; totalPages: number } | undefined;
  shown: number;
  newestFirst: boolean;
  selected: number;
  onPage: (page: number) => void;
  onSize: (size: number) => void;
  onCopy: (format: "json" | "csv") => void;
  onClearSelection: () => void;
}

const SIZES = [30, 50, 100];

/** Where one is in the result, and what can be done with the chosen rows. */
export function Footer({
  page,
  shown,
  newestFirst,
  selected,
  onPage,
  onSize,
  onCopy,
  onClearSelection,
}: FooterProps) {
  const first = page && shown > 0 ? (page.number - 1) * page.size + 1 : 0;
  const last = Math.max(1, page?.totalPages ?? 1);
  const number = page?.number ?? 1;
  return (
    <footer className="sticky bottom-0 z-[2] flex min-h-8 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-surface-2 px-3 py-0.5 text-12 whitespace-nowrap text-text-2 print:hidden">
      <span>
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
          aria-disabled={number <= 1}
          onClick={() => number > 1 && onPage(1)}
        >
          <ChevronFirst size={14} aria-hidden />
        </IconButton>
        <IconButton
          label="Previous page"
          size="tiny"
          aria-disabled={number <= 1}
          onClick={() => number > 1 && onPage(number - 1)}
        >
          <ChevronLeft size={14} aria-hidden />
        </IconButton>
        <span className="px-1">
          Page {formatCount(number)} of {formatCount(last)}
        </span>
        <IconButton
          label="Next page"
          size="tiny"
          aria-disabled={number >= last}
          onClick={() => number < last && onPage(number + 1)}
        >
          <ChevronRight size={14} aria-hidden />
        </IconButton>
        <IconButton
          label="Last page"
          size="tiny"
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
      {selected > 0 ? (
        <span className="flex items-center gap-3.5 border-l border-line-strong pl-3.5">
          <b className="font-medium text-text">{selected} selected</b>
          <TextButton onClick={() => onCopy("json")}>Copy JSON</TextButton>
          <TextButton onClick={() => onCopy("csv")}>Copy CSV</TextButton>
          <TextButton onClick={onClearSelection}>Clear</TextButton>
        </span>
      ) : null}
      <span className="flex-1" />
      <span className="max-lg:hidden">{newestFirst ? "Newest first, then id" : "Oldest first, then id"}</span>
    </footer>
  );
}
