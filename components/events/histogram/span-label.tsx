"use client";

import { X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FAMILIES } from "@/lib/audit/event-types";
import { formatCount, formatRange, plural } from "@/lib/audit/time/format";
import { FamilyMark } from "../family-icon";
import type { Span } from "./selection";
import type { Stretch } from "./shape";
import type { BrushMode } from "./use-brush";

interface SpanLabelProps {
  span: Span;
  mode: BrushMode;
  place: Stretch;
  /** Of the whole result: they stand in no bar, and in every window. */
  undated: number;
  asOf: number;
  zone: string;
  onZoom: () => void;
  onClose: () => void;
}

const HINTS: Record<BrushMode, string | null> = {
  hover: null,
  drag: "release to zoom · Esc cancels",
  keys: "Enter zooms · Shift+arrows extend",
  tap: null,
};

/** What the bars under the pointer hold: their time, their events, and a row per family in stack order. */
export function SpanLabel({ span, mode, place, undated, asOf, zone, onZoom, onClose }: SpanLabelProps) {
  const right = place.left + place.width / 2 > 0.5;
  const tap = mode === "tap";
  return (
    <div
      style={
        tap
          ? undefined
          : right
            ? { right: `calc(${(1 - place.left) * 100}% + 8px)` }
            : { left: `calc(${(place.left + place.width) * 100}% + 8px)` }
      }
      className={cn(
        "absolute z-20 w-max max-w-full rounded-2 bg-overlay px-2 py-[3px] text-12 leading-[18px] shadow-pop",
        tap ? "top-[calc(100%+4px)] right-0 left-0 w-auto" : "pointer-events-none top-0",
      )}
    >
      <div className={cn("flex flex-wrap items-center gap-x-2.5", tap && "min-h-10")}>
        <p aria-live={mode === "hover" ? "off" : "polite"} className="min-w-0 flex-1">
          <span className="mono">{formatRange(span.from, span.to, asOf, zone)}</span> {zone} ·{" "}
          <b className="font-strong">{plural(span.total, "event")}</b>
          {undated > 0 && mode !== "hover" ? ` and ${formatCount(undated)} of unknown time` : ""}
        </p>
        {HINTS[mode] ? <span className="text-text-3">{HINTS[mode]}</span> : null}
        {tap ? (
          <>
            <Button size="small" look="primary" className="max-sm:h-10" onClick={onZoom}>
              Zoom in
            </Button>
            <IconButton label="Close" onClick={onClose} className="max-sm:size-10">
              <X size={14} aria-hidden />
            </IconButton>
          </>
        ) : null}
      </div>
      {mode === "drag" || span.total === 0 ? null : (
        <ul className={cn("pb-0.5", tap && "grid grid-cols-2 gap-x-4")}>
          {/* As they are stacked, the topmost first. */}
          {FAMILIES.toReversed().map(({ id, label }) =>
            span.families[id] ? (
              <li key={id} className="flex items-center gap-1.5">
                <FamilyMark family={id} size={12} />
                <span className="flex-1 text-text-2">{label}</span>
                <span>{formatCount(span.families[id])}</span>
              </li>
            ) : null,
          )}
        </ul>
      )}
    </div>
  );
}
