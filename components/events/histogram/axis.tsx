"use client";

import { Diamond } from "lucide-react";
import type { EventQuery } from "@/lib/audit/query";
import { formatTime } from "@/lib/audit/time/format";
import { type FirstSeen, onlyFirstSeen } from "./first-seen";
import type { Shape } from "./shape";
import { ticksOf } from "./ticks";

interface AxisProps {
  shape: Shape;
  zone: string;
  most: number;
}

/** Round times of the reader's zone, under the bars. */
export function Axis({ shape, zone, most }: AxisProps) {
  const { start, end } = shape;
  return (
    <div className="relative h-[22px] overflow-hidden text-11 text-text-3" aria-hidden>
      {ticksOf(start, end, zone, most).map(({ at, label }) => {
        const left = (at - start) / (end - start);
        // A word that the plot's edge would cut is left out.
        return left > (most > 5 ? 0.96 : 0.88) ? null : (
          <span
            key={at}
            style={{ left: `${left * 100}%` }}
            className="absolute top-1 pl-1 leading-[14px] whitespace-nowrap before:absolute before:-top-1 before:left-0 before:h-[5px] before:w-px before:bg-line-strong"
          >
            {label}
          </span>
        );
      })}
    </div>
  );
}

interface FirstSeenMarksProps {
  shape: Shape;
  seen: ReadonlyMap<number, readonly FirstSeen[]>;
  query: EventQuery;
  zone: string;
  onAsk: (query: EventQuery) => void;
}

/** Orange marks under bars that hold something first seen. By keyboard the bar itself offers it. */
export function FirstSeenMarks({ shape, seen, query, zone, onAsk }: FirstSeenMarksProps) {
  return [...seen].map(([bar, found]) => {
    const only = onlyFirstSeen(query, found);
    const words = firstSeenWords(found, zone);
    return (
      <button
        key={bar}
        type="button"
        tabIndex={-1}
        disabled={only === null}
        aria-label={words}
        title={only === null ? words : `${words}. Show only that`}
        onClick={() => only && onAsk(only)}
        style={{ left: `${((bar + 0.5) / shape.bars.length) * 100}%` }}
        className="absolute -bottom-3 z-10 grid size-6 -translate-x-1/2 place-items-center text-first disabled:cursor-default"
      >
        <Diamond size={10} className="fill-first stroke-surface" strokeWidth={3} aria-hidden />
      </button>
    );
  });
}

/** "First seen: 203.0.113.77 (20 Nov 03:02:41), SC" */
export function firstSeenWords(found: readonly FirstSeen[], zone: string): string {
  const few = found.slice(0, 4).map(({ value, at }) => `${value} (${formatTime(at, zone).text})`);
  return `First seen: ${few.join(", ")}${found.length > few.length ? ` and ${found.length - few.length} more` : ""}`;
}
