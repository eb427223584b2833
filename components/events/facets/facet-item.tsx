"use client";

import { Check, Minus, Plus } from "lucide-react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import type { FacetName, FacetValue } from "@/lib/audit/summary";
import { formatCount, formatTime } from "@/lib/audit/time/format";
import { revealedTitle } from "../revealed-text";
import { FacetValueName } from "./facet-value";

interface FacetItemProps {
  name: FacetName;
  item: FacetValue & { unlisted?: true };
  label?: string | undefined;
  zone: string;
  chosen: boolean;
  excluded: boolean;
  /** It can be asked for, and left out. */
  includes: boolean;
  excludes: boolean;
  tabbable: boolean;
  /** Single keys act. */
  keys: boolean;
}

/** What a press on a part of a value means: the list hears it (`data-act`), so that only values that change are drawn anew. */
export type FacetAct = "include" | "exclude";

const PLUS_MINUS =
  "grid size-5 place-items-center rounded-1 bg-surface text-text-2 shadow-[inset_0_0_0_1px_var(--line-strong)] hover:text-text max-sm:size-10 max-sm:bg-transparent max-sm:shadow-none";

/** One value: a click asks for it, its minus leaves it out; either again takes that back. */
export const FacetItem = memo(function FacetItem({
  name,
  item,
  label,
  zone,
  chosen,
  excluded,
  includes,
  excludes,
  tabbable,
  keys,
}: FacetItemProps) {
  const { value, count, first, unlisted } = item;
  const spoken = revealedTitle(value);
  const only = chosen ? `No longer only ${spoken}` : `Only ${spoken}`;
  const leave = excluded ? `Show ${spoken} again` : `Leave out ${spoken}`;
  return (
    <li
      data-value={value}
      className="group relative flex h-[22px] items-center gap-1.5 pr-3 pl-3.5 hover:bg-surface-3 focus-within:bg-surface-3 max-sm:h-10"
    >
      {/* In the margin, so that nothing moves for it: colour and weight alone are not seen by all. */}
      {chosen ? (
        <Check
          size={12}
          strokeWidth={2.5}
          className="pointer-events-none absolute left-px text-accent"
          aria-hidden
        />
      ) : null}
      <button
        type="button"
        data-facet-value
        data-act="include"
        tabIndex={tabbable ? 0 : -1}
        disabled={!includes}
        aria-pressed={chosen}
        aria-keyshortcuts={excludes && keys ? "-" : undefined}
        title={only}
        className={cn(
          "ring-inset flex min-w-0 flex-1 items-center gap-1.5 self-stretch text-left disabled:cursor-default",
          chosen && "font-medium text-accent",
        )}
      >
        <span className={cn("min-w-0 truncate", excluded && "text-text-3 line-through")}>
          <FacetValueName name={name} value={value} label={label} />
        </span>
        {first === undefined ? null : (
          <span
            title={`First seen ${formatTime(Date.parse(first), zone).text} ${zone}`}
            className="new-mark ml-0 flex-none"
          >
            new
          </span>
        )}
      </button>
      <span
        className={cn(
          "flex-none",
          excluded || count === 0 ? "text-text-3" : "text-text-2",
          (includes || excludes) && "sm:group-focus-within:hidden sm:group-hover:hidden",
        )}
      >
        {unlisted ? "chosen" : `${excluded ? "≠ " : ""}${formatCount(count)}`}
      </span>
      <span className="flex-none gap-0.5 max-sm:flex sm:hidden sm:group-focus-within:flex sm:group-hover:flex">
        {includes ? (
          // The value's own button under another sign: not said twice.
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            title={only}
            data-act="include"
            className={cn(PLUS_MINUS, "max-sm:hidden", chosen && "text-accent")}
          >
            <Plus size={12} />
          </button>
        ) : null}
        {excludes ? (
          <button
            type="button"
            tabIndex={-1}
            aria-pressed={excluded}
            aria-label={leave}
            title={leave}
            data-act="exclude"
            className={cn(PLUS_MINUS, excluded && "text-accent")}
          >
            <Minus size={12} aria-hidden />
          </button>
        ) : null}
      </span>
    </li>
  );
});
