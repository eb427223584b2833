"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { FamilyMark } from "@/components/events/family-icon";
import { usePrefs } from "@/components/providers/prefs";
import { Button, IconButton } from "@/components/ui/button";
import type { ResourceKind } from "@/lib/audit/resource-kind";
import { FAMILY_OF } from "@/lib/audit/resource-shape";
import type { ResourceTimeline } from "@/lib/audit/timeline";
import type { Stretch, StripSpan } from "@/lib/audit/timeline-strip";
import { MomentField } from "./moment-field";
import { Track } from "./track";

export interface StripProps {
  span: StripSpan;
  stretches: readonly Stretch[];
  /** The moments between which the reader steps, rising; what each of them is. */
  steps: readonly number[];
  stepWord: "change" | "event";
  /** There are older events, which are not read yet. */
  more: boolean;
  gaps: readonly { from: number; to: number }[];
  /** Of all events, where not all of them are steps. */
  activity: ResourceTimeline["activity"] | null;
  kind: ResourceKind;
  at: number;
  asOf: number;
  onDrag: (at: number) => void;
  /** `null`: now. */
  onMoment: (at: number | null, how: "push" | "replace") => void;
}

/** How the thing stood over time, and the moment whose state is shown: typed, stepped, clicked or dragged. */
export function Strip(props: StripProps) {
  const { steps, stepWord, at, asOf, gaps, activity, kind, stretches, onMoment } = props;
  const { zone } = usePrefs();
  const earlier = steps.findLast((step) => step < at);
  const later = steps.find((step) => step > at);
  return (
    <section
      aria-label="State over time"
      className="mb-6 rounded-2 border border-line px-3 pt-2.5 pb-1 print:break-inside-avoid"
    >
      <div className="mb-2 flex flex-wrap items-center gap-2 text-12">
        <MomentField
          label={stepWord === "change" ? "State at" : "Moment"}
          at={at}
          asOf={asOf}
          zone={zone}
          onMoment={(to) => onMoment(to, "push")}
        />
        <IconButton
          label={`Earlier ${stepWord}`}
          size="small"
          className="border border-line-strong max-sm:size-10"
          disabled={earlier === undefined}
          onClick={() => earlier !== undefined && onMoment(earlier, "replace")}
        >
          <ChevronLeft size={14} aria-hidden />
        </IconButton>
        <IconButton
          label={`Later ${stepWord}`}
          size="small"
          className="border border-line-strong max-sm:size-10"
          disabled={later === undefined}
          onClick={() => later !== undefined && onMoment(later, "replace")}
        >
          <ChevronRight size={14} aria-hidden />
        </IconButton>
        <Button
          size="small"
          className="max-sm:h-10"
          title="The state now, with what has come since"
          onClick={() => onMoment(null, "push")}
        >
          Now
        </Button>
        <span className="flex flex-1 flex-wrap justify-end gap-x-4 gap-y-1 text-text-2 max-sm:basis-full max-sm:justify-start">
          {stepWord === "change" ? <Key mark={<FamilyMark family={FAMILY_OF[kind]} />}>change</Key> : null}
          {activity === null ? null : (
            <Key mark={<i className="block h-2.5 w-[3px] bg-text-3" />}>events</Key>
          )}
          {gaps.length > 0 ? <Key mark={<i className="hatched block size-3" />}>not archived</Key> : null}
          {stretches.some((stretch) => stretch.kind === "unsure") ? (
            <Key mark={<i className="block size-3 border border-dashed border-line-control" />}>
              value not certain
            </Key>
          ) : null}
        </span>
      </div>
      <Track {...props} zone={zone} />
    </section>
  );
}

const Key = ({ mark, children }: { mark: ReactNode; children: ReactNode }) => (
  <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
    <span aria-hidden>{mark}</span>
    {children}
  </span>
);
