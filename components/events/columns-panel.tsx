"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { IconButton, TextButton } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { usePrefs } from "@/components/providers/prefs";
import { COLUMN_PX } from "@/lib/audit/prefs";
import { useColumns } from "./column-head";
import { isShown } from "./columns";

/**
 * Which columns stand in the table, in which order and how wide, and how close its rows are. Remembered for this browser. `several`:
 * accounts are read.
 */
export default function ColumnsPanel({ several }: { several: boolean }) {
  const { prefs, change } = usePrefs();
  const { ordered, widths, move, resize } = useColumns();
  return (
    <div className="w-[330px]">
      <div className="flex items-center gap-2.5 border-b border-line px-3 py-2">
        <span className="text-text-3">Rows</span>
        <Segmented
          small
          label="Density"
          value={prefs.density}
          options={[
            { value: "compact", label: "Compact" },
            { value: "comfortable", label: "Comfortable" },
          ]}
          onChange={(density) => change({ density })}
        />
        <span className="flex-1" />
        <TextButton onClick={() => change({ switched: [], order: [], widths: {}, density: "compact" })}>
          Reset
        </TextButton>
      </div>
      <ul className="py-1">
        <li className="flex h-7 items-center gap-2 px-3">
          <input type="checkbox" checked disabled aria-label="Time, always first" /> Time{" "}
          <span className="text-text-3">always first</span>
        </li>
        {ordered.map((column, index) => {
          const { id, label, width } = column;
          const needed = several && id === "account";
          const [before, after] = [ordered[index - 1]?.id, ordered[index + 1]?.id];
          return (
            <li key={id} className="flex h-7 items-center gap-1 pr-2 hover:bg-surface-3">
              <label className="flex min-w-0 flex-1 items-center gap-2 self-stretch pl-3">
                <input
                  type="checkbox"
                  checked={isShown(column, prefs.switched, several)}
                  disabled={needed}
                  onChange={() =>
                    change({
                      switched: prefs.switched.includes(id)
                        ? prefs.switched.filter((one) => one !== id)
                        : [...prefs.switched, id],
                    })
                  }
                />
                {label}
                {needed ? <span className="truncate text-text-3">always with all accounts</span> : null}
              </label>
              {width === null ? (
                <span className="text-text-3">the rest</span>
              ) : (
                <WidthField label={label} px={widths[id] ?? width} onChange={(px) => resize(id, px)} />
              )}
              <IconButton
                label={`${label} earlier`}
                size="tiny"
                aria-disabled={before === undefined}
                onClick={() => before && move(id, before)}
              >
                <ArrowUp size={12} aria-hidden />
              </IconButton>
              <IconButton
                label={`${label} later`}
                size="tiny"
                aria-disabled={after === undefined}
                onClick={() => after && move(id, after)}
              >
                <ArrowDown size={12} aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A width takes effect as soon as it is one; what else is typed is put back when the field is left. */
function WidthField({ label, px, onChange }: { label: string; px: number; onChange: (px: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="number"
      aria-label={`Width of ${label}`}
      title="Width, px"
      className="h-6 w-[58px] rounded-1 border border-line-control bg-surface px-1 text-right"
      min={COLUMN_PX.min}
      max={COLUMN_PX.max}
      step={10}
      value={typed ?? px}
      onChange={({ target }) => {
        setTyped(target.value);
        const { valueAsNumber: wanted } = target;
        if (wanted >= COLUMN_PX.min && wanted <= COLUMN_PX.max) onChange(wanted);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
