"use client";

import { Search, X } from "lucide-react";
import type { ComponentProps } from "react";
import { IconButton } from "@/components/ui/button";
import { MAX_SEARCH_LENGTH } from "@/lib/audit/query-values";

/** Where the panel stands: under the header; on a phone it is the screen. */
export const FRAME =
  "pop-in fixed inset-0 z-50 flex flex-col overflow-hidden bg-overlay text-12 outline-none sm:inset-auto sm:top-[max(52px,10dvh)] sm:left-1/2 sm:max-h-[80dvh] sm:w-[min(620px,calc(100vw-32px))] sm:-translate-x-1/2 sm:rounded-3 sm:shadow-pop";

export interface PanelProps {
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
  /** The panel is gone: the focus goes back to where it was. */
  onClosed: () => void;
}

type FieldProps = Pick<PanelProps, "text" | "onText" | "onClose"> & ComponentProps<"input">;

/** The field of the panel, the same before and after the rest of it is there. */
export function Field({ text, onText, onClose, ...input }: FieldProps) {
  return (
    <div className="flex h-12 flex-none items-center gap-2 border-b border-line px-3 focus-within:border-focus focus-within:shadow-[inset_0_-1px_var(--focus)] sm:h-10">
      <Search size={14} className="flex-none text-text-3" aria-hidden />
      <input
        autoFocus
        type="text"
        aria-label="Id, number, address, e-mail or page"
        placeholder="Id, number, address, e-mail, page"
        maxLength={MAX_SEARCH_LENGTH}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
        className="isolate-text h-full min-w-0 flex-1 bg-transparent text-13 outline-none focus-visible:shadow-none"
        {...input}
      />
      <IconButton label="Close" className="max-sm:size-10 sm:hidden" onClick={onClose}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
