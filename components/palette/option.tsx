"use client";

import { CornerDownLeft } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { PaletteRow } from "./groups";

interface OptionProps {
  id: string;
  row: PaletteRow;
  active: boolean;
  onPoint: () => void;
  onFollow: () => void;
}

/** One row of the list: a link where it leads somewhere, so that the browser's own ways of opening one work. */
export function Option({ id, row, active, onPoint, onFollow }: OptionProps) {
  const shared = {
    id,
    role: "option",
    "aria-selected": active,
    tabIndex: -1,
    className: cn(
      "flex min-h-10 w-full items-center gap-[9px] rounded-1 px-2 py-1 text-left text-text sm:min-h-[30px]",
      active && "bg-row-selected",
    ),
    // Only a pointer that moves chooses: a list that scrolls under a resting one does not.
    onPointerMove: () => active || onPoint(),
    // The field keeps the focus.
    onMouseDown: (event: React.MouseEvent) => event.button === 0 && event.preventDefault(),
  } as const;
  const body = (
    <>
      <span className="flex-none text-text-3">{row.icon}</span>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere] sm:truncate">{row.label}</span>
      {row.hint ? <span className="flex-none text-right text-text-3">{row.hint}</span> : null}
      <CornerDownLeft
        size={13}
        className={cn("flex-none text-text-3 max-sm:hidden", !active && "invisible")}
        aria-hidden
      />
    </>
  );
  if (row.href === undefined)
    return (
      <button type="button" {...shared} onClick={onFollow}>
        {body}
      </button>
    );
  return (
    <a
      href={row.href}
      {...shared}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onFollow();
      }}
    >
      {body}
    </a>
  );
}
