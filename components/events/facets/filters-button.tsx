"use client";

import { SlidersHorizontal } from "lucide-react";
import { type ComponentProps, lazy, Suspense, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { ChunkBoundary } from "@/components/ui/chunk-boundary";
import { useWhenIdle } from "@/components/ui/use-when-idle";
import type Sheet from "./filter-sheet";

const load = () => import("./filter-sheet");
const preload = () => void load().catch(() => {});
const FilterSheet = lazy(load);

interface FiltersButtonProps extends Omit<ComponentProps<typeof Sheet>, "onClose"> {
  /** How many filters are set. */
  set: number;
}

/** The way to all that narrows a list; the sheet comes when it is first wanted. On a wide screen the facets stand beside the list. */
export function FiltersButton({ set, ...sheet }: FiltersButtonProps) {
  const [open, setOpen] = useState(false);
  useWhenIdle(preload);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={set === 0 ? "Filters" : `Filters, ${set} set`}
        className={`${buttonClass()} xl:hidden`}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setOpen(true)}
      >
        <SlidersHorizontal size={14} className="flex-none text-text-3" aria-hidden />
        Filters
        {set === 0 ? null : (
          <span className="grid size-4 flex-none place-items-center rounded-full bg-accent-fill text-11 text-on-accent">
            {set}
          </span>
        )}
      </button>
      {open ? (
        <ChunkBoundary>
          <Suspense fallback={null}>
            <FilterSheet {...sheet} onClose={() => setOpen(false)} />
          </Suspense>
        </ChunkBoundary>
      ) : null}
    </>
  );
}
