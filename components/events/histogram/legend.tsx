"use client";

import { cn } from "@/components/ui/cn";
import { FAMILIES, familyOf } from "@/lib/audit/event-types";
import { type FamilyShown, familyShown, toggleFamily } from "@/lib/audit/families";
import type { EventQuery } from "@/lib/audit/query";
import type { EventSummary } from "@/lib/audit/summary";
import { formatCount } from "@/lib/audit/time/format";
import { FamilyMark } from "../family-icon";
import type { FamilyCounts } from "./shape";

interface LegendProps {
  query: EventQuery;
  summary: EventSummary;
  families: FamilyCounts;
  onAsk: (query: EventQuery) => void;
}

const PRESSED: Record<FamilyShown, boolean | "mixed"> = { all: true, some: "mixed", none: false };

/** The families in stack order, each with its events. A click hides one from bars and list alike, another shows it again. */
export function Legend({ query, summary, families, onAsk }: LegendProps) {
  const carried = summary.facets.event_type?.values ?? [];
  const seen = carried.map(({ value }) => value);
  return (
    <div role="group" aria-label="Families" className="flex w-max gap-[10px] max-sm:pr-6 lg:gap-3.5">
      {FAMILIES.map(({ id, label }) => {
        const shown = familyShown(query, id, seen);
        const all = carried.reduce((sum, { value, count }) => sum + (familyOf(value) === id ? count : 0), 0);
        const count = shown === "none" ? all : (families[id] ?? 0);
        // Nothing of it happened, and it is not filtered either: there is nothing to hide.
        if (count === 0 && all === 0 && shown !== "none") return null;
        const what = shown === "all" ? `Hide ${label}` : `Show ${label}`;
        return (
          <button
            key={id}
            type="button"
            aria-pressed={PRESSED[shown]}
            title={what}
            onClick={() => onAsk(toggleFamily(query, id, seen))}
            className={cn(
              "flex h-6 flex-none items-center gap-[5px] rounded-1 hover:text-text max-sm:h-10",
              shown === "none" ? "text-text-3 line-through" : "text-text-2",
            )}
          >
            <FamilyMark family={id} size={12} />
            <span>{label}</span>
            <b className={cn("font-normal", shown !== "none" && "text-text")}>
              {shown === "none" ? "≠ " : ""}
              {formatCount(count)}
              <span className="sr-only"> {count === 1 ? "event" : "events"}</span>
            </b>
          </button>
        );
      })}
    </div>
  );
}
