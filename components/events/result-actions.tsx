"use client";

import { Columns3, Keyboard, Link2 } from "lucide-react";
import { buttonClass, iconButtonClass, IconButton } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { LazyPopover } from "@/components/ui/lazy-popover";
import { plural } from "@/lib/audit/time/format";
import type { CopyLinks } from "./use-copy-links";

interface ResultActionsProps {
  /** Events that are newer than the answer; none are put in by themselves. */
  arrived: number;
  onShow: () => void;
  links: CopyLinks;
  onHelp: () => void;
}

/** What can be done with a result: see what is new, share it, choose its columns. */
export function ResultActions({ arrived, onShow, links, onHelp }: ResultActionsProps) {
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
          buttonClass={buttonClass("ghost", "small")}
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
        <LazyPopover
          label="Columns and density"
          title="Columns and density"
          buttonClass={iconButtonClass("small")}
          button={<Columns3 size={14} aria-hidden />}
          load={() => import("./columns-panel")}
          contentProps={{}}
          align="end"
        />
        <IconButton label="Keyboard" size="small" className="max-sm:hidden" onClick={onHelp}>
          <Keyboard size={14} aria-hidden />
        </IconButton>
      </div>
    </>
  );
}
