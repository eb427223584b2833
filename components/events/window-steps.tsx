"use client";

import { ChevronLeft, ChevronRight, ZoomOut } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { EventQuery, ResolvedWindow, TimeChoice } from "@/lib/audit/query";
import { stepWindow } from "@/lib/audit/time/steps";

export interface WindowSteps {
  /** Each `null` where there is no such window. */
  readonly earlier: TimeChoice | null;
  readonly later: TimeChoice | null;
  readonly zoomOut: (() => void) | null;
}

export const stepsOf = (
  time: TimeChoice,
  window: ResolvedWindow,
  zoomOut: WindowSteps["zoomOut"],
): WindowSteps => ({
  earlier: stepWindow(time, window, -1),
  later: stepWindow(time, window, 1),
  zoomOut,
});

interface WindowStepsProps {
  query: EventQuery;
  steps: WindowSteps;
  onAsk: (query: EventQuery) => void;
}

/** The window before, the one after, and a wider one. They keep their place where there is none. */
export function WindowStepButtons({ query, steps, onAsk }: WindowStepsProps) {
  const { earlier, later, zoomOut } = steps;
  const go = (time: TimeChoice | null) => (time === null ? null : () => onAsk({ ...query, time }));
  return (
    <div role="group" aria-label="Move the window" className="flex flex-none items-center">
      <Step label="Earlier window" letter="h" run={go(earlier)}>
        <ChevronLeft size={14} aria-hidden />
      </Step>
      <Step label="Later window" letter="l" run={go(later)}>
        <ChevronRight size={14} aria-hidden />
      </Step>
      <Step label="Wider window" letter="b" run={zoomOut} className="max-sm:hidden">
        <ZoomOut size={14} aria-hidden />
      </Step>
    </div>
  );
}

interface StepProps {
  label: string;
  letter: string;
  run: (() => void) | null;
  className?: string;
  children: ReactNode;
}

const Step = ({ label, letter, run, className, children }: StepProps) => (
  <IconButton
    label={label}
    title={`${label} (${letter})`}
    aria-disabled={run === null}
    onClick={run ?? undefined}
    className={cn("max-sm:size-10", className)}
  >
    {children}
  </IconButton>
);
