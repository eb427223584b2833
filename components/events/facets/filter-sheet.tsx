"use client";

import { X } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Button, iconButtonClass, TextButton } from "@/components/ui/button";
import { Modal, ModalClose, ModalTitle } from "@/components/ui/modal";
import { withoutFilters } from "@/lib/audit/filters";
import { plural } from "@/lib/audit/time/format";
import FilterPanel from "../filter-panel";
import TypePicker from "../type-picker";
import Facets from "./facets";

interface FilterSheetProps extends ComponentProps<typeof Facets> {
  /** What is asked: an API key, or `*`. */
  account: string;
  onClose: () => void;
}

/** All that narrows a list, where no room is left beside it: the facets, and by a button what is typed and, on a phone, every type. */
export default function FilterSheet({ account, onClose, ...facets }: FilterSheetProps) {
  const { query, reading, onAsk } = facets;
  const [part, setPart] = useState<"facets" | "values" | "types">("facets");
  const back = () => setPart("facets");
  return (
    <Modal
      onClose={onClose}
      className="slide-in-left fixed inset-y-0 left-0 z-50 flex w-[320px] flex-col bg-overlay text-12 shadow-pop outline-none max-sm:w-full"
    >
      <div className="flex flex-none items-center gap-4 border-b border-line py-1.5 pr-2 pl-3.5">
        <ModalTitle className="flex-1 text-15 font-strong">Filters</ModalTitle>
        {part === "facets" ? (
          <>
            <TextButton className="max-sm:h-10 sm:hidden" onClick={() => setPart("types")}>
              All types
            </TextButton>
            <TextButton className="max-sm:h-10" onClick={() => setPart("values")}>
              Enter values
            </TextButton>
          </>
        ) : (
          <TextButton className="max-sm:h-10" onClick={back}>
            Back to the counts
          </TextButton>
        )}
        <ModalClose aria-label="Close" className={`${iconButtonClass("small")} max-sm:size-10`}>
          <X size={14} aria-hidden />
        </ModalClose>
      </div>
      {part === "facets" ? (
        <>
          <div className="thin-scroll min-h-0 flex-1 overflow-auto overscroll-contain">
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
            <span className="sm:flex-1" />
            <Button
              size="small"
              look="primary"
              className="justify-center max-sm:h-10 max-sm:flex-1"
              onClick={onClose}
            >
              {shown(reading)}
            </Button>
          </div>
        </>
      ) : part === "values" ? (
        <FilterPanel query={query} onChange={onAsk} close={back} />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col [&>form]:min-h-0 [&>form]:w-full [&>form]:flex-1">
          <TypePicker
            account={account}
            chosen={query.eventTypes}
            excluded={query.excludeEventTypes}
            archive
            onChange={(change) => onAsk({ ...query, ...change, page: 1 })}
            close={back}
          />
        </div>
      )}
    </Modal>
  );
}

const shown = ({ answer, stale, error }: FilterSheetProps["reading"]): string =>
  error || !answer ? "Close" : stale ? "Counting…" : `Show ${plural(answer.summary.total, "event")}`;
