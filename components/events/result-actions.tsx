"use client";

import { Columns3, Keyboard, Link2, ListChecks } from "lucide-react";
import { buttonClass, iconButtonClass, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { LazyPopover } from "@/components/ui/lazy-popover";
import { plural } from "@/lib/audit/time/format";
import { ExportButton } from "./export/export-button";
import type { ExportQuestion } from "./export/export-question";
import type { Exporting } from "./export/use-export";
import { SIZES } from "./footer";
import type { CopyLinks } from "./use-copy-links";

interface ResultActionsProps {
  /** Events that are newer than the answer; none are put in by themselves. */
  arrived: number;
  onShow: () => void;
  links: CopyLinks;
  onHelp: () => void;
  rowsShown: number;
  /** Rows a page. */
  size: number;
  onSize: (size: number) => void;
  onSelect: () => void;
  onSelectAll: () => void;
  newestFirst: boolean;
  onSort: () => void;
  /** Events of several accounts are in the list. */
  several: boolean;
  /** Absent for readers who may not export. */
  exports?: { exporting: Exporting; question: ExportQuestion | string } | undefined;
}

/** What can be done with a result: see what is new, share it, choose its columns. */
export function ResultActions({ arrived, onShow, links, onHelp, several, ...list }: ResultActionsProps) {
  return (
    <>
      {arrived > 0 ? (
        <button
          type="button"
          onClick={onShow}
          className="h-6 rounded-full bg-accent-soft px-2.5 text-12 text-accent shadow-[inset_0_0_0_1px_var(--accent-line)] max-sm:h-[30px] print:hidden"
        >
          {plural(arrived, "new event")} · <b className="font-strong">Show</b>
        </button>
      ) : null}
      <div className="flex items-center max-sm:ml-auto print:hidden">
        <LazyMenu
          label="Copy link"
          buttonClass={cn(buttonClass("ghost", "small"), "max-sm:size-10 max-sm:justify-center")}
          button={
            <>
              <Link2 size={14} aria-hidden />
              <span className="hidden lg:inline">Copy link</span>
            </>
          }
          align="end"
          items={[
            { id: "frozen", label: "Copy link", note: `freezes ${links.frozenWords}`, run: links.copyFrozen },
            {
              id: "live",
              label: "Copy live link",
              note: "its window moves with the time",
              run: links.copyLive,
            },
          ]}
        />
        {list.exports ? <ExportButton {...list.exports} /> : null}
        <ListMenu {...list} />
        <LazyPopover
          label="Columns and density"
          title="Columns and density"
          buttonClass={cn(iconButtonClass("small"), "max-sm:hidden")}
          button={<Columns3 size={14} aria-hidden />}
          load={() => import("./columns-panel")}
          contentProps={{ several }}
          align="end"
        />
        <IconButton
          label="Keyboard"
          aria-haspopup="dialog"
          size="small"
          className="max-sm:hidden"
          onClick={onHelp}
        >
          <Keyboard size={14} aria-hidden />
        </IconButton>
      </div>
    </>
  );
}

type ListMenuProps = Omit<ResultActionsProps, "arrived" | "onShow" | "links" | "onHelp" | "several">;

/** What the table's head and the footer offer on a wide screen. A phone's rows have no boxes until rows are being chosen. */
function ListMenu({ rowsShown, size, onSize, onSelect, onSelectAll, newestFirst, ...rest }: ListMenuProps) {
  const { onSort, exports } = rest;
  const some = rowsShown > 0;
  return (
    <LazyMenu
      label="List options"
      buttonClass={cn(iconButtonClass("small"), "max-sm:size-10 sm:hidden")}
      button={<ListChecks size={16} aria-hidden />}
      align="end"
      items={[
        ...(some
          ? [
              { id: "select", label: "Select", note: "or hold a row", run: onSelect },
              { id: "all", label: `Select all ${rowsShown} of this page`, run: onSelectAll },
            ]
          : []),
        ...(exports && (typeof exports.question !== "string" || exports.exporting.id !== null)
          ? [
              {
                id: "export",
                label: "Export…",
                note: "the whole result as a file",
                separated: some,
                run: () => exports.exporting.setOpen(true),
              },
            ]
          : []),
        { id: "oldest", label: "Oldest first", checked: !newestFirst, separated: some, run: onSort },
        ...SIZES.map((rows, index) => ({
          id: `size-${rows}`,
          label: `${rows} rows a page`,
          checked: rows === size,
          separated: index === 0,
          run: () => onSize(rows),
        })),
      ]}
    />
  );
}
