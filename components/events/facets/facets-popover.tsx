"use client";

import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import type { PopoverContentProps } from "@/components/ui/lazy-popover";
import { withoutFilters } from "@/lib/audit/filters";
import { plural } from "@/lib/audit/time/format";
import Facets from "./facets";

/** The same facets where no room is left for them beside the list; its foot leads to what they leave. */
export default function FacetsPopover({
  close,
  ...facets
}: ComponentProps<typeof Facets> & PopoverContentProps) {
  const { query, reading, onAsk } = facets;
  const { answer, stale, error } = reading;
  return (
    <div className="flex max-h-[min(640px,80dvh)] w-[320px] max-w-full flex-col max-sm:w-[calc(100vw-16px)]">
      <div className="thin-scroll min-h-0 flex-1 overflow-auto">
        <Facets {...facets} />
      </div>
      <div className="flex flex-none items-center gap-2.5 border-t border-line bg-surface-2 px-3 py-2">
        <Button
          size="small"
          look="ghost"
          className="max-sm:h-10"
          onClick={() => onAsk(withoutFilters(query))}
        >
          Clear all
        </Button>
        <span className="flex-1" />
        <Button size="small" look="primary" className="max-sm:h-10" onClick={close}>
          {error || !answer ? "Close" : stale ? "Counting…" : `Show ${plural(answer.summary.total, "event")}`}
        </Button>
      </div>
    </div>
  );
}
