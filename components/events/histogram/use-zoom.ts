"use client";

import { useCallback, useState } from "react";
import type { EventQuery, ResolvedWindow, TimeChoice } from "@/lib/audit/query";
import { EMPTY_QUERY, writeQuery } from "@/lib/audit/query-params";
import { widenWindow } from "@/lib/audit/time/steps";

interface Step {
  readonly from: TimeChoice;
  /** The window that was zoomed to, as an address writes it. */
  readonly to: string;
}

const written = (time: TimeChoice) => writeQuery({ ...EMPTY_QUERY, time }).toString();

/** Zooming by steps that lead back: out of the window in view to the one it was zoomed from, else to one twice as long. */
export function useZoom(query: EventQuery, window: ResolvedWindow, onAsk: (query: EventQuery) => void) {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const here = written(query.time);
  // The browser's back may have undone some of them, and other windows been asked for since.
  const at = steps.findLastIndex(({ to }) => to === here);
  const wider = steps[at]?.from ?? widenWindow(query.time, window);
  const zoomIn = useCallback(
    (time: TimeChoice) => {
      if (written(time) === here) return;
      setSteps([...steps.slice(0, at + 1), { from: query.time, to: written(time) }]);
      onAsk({ ...query, time });
    },
    [steps, at, here, query, onAsk],
  );
  return {
    zoomIn,
    /** `null` where there is nothing wider. */
    zoomOut:
      wider === null
        ? null
        : () => {
            setSteps(steps.slice(0, Math.max(0, at)));
            onAsk({ ...query, time: wider });
          },
    /** The window in view was zoomed to. */
    zoomed: at >= 0,
  };
}

export type Zoom = ReturnType<typeof useZoom>;
