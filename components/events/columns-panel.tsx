"use client";

import { TextButton } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { usePrefs } from "@/components/providers/prefs";
import { COLUMNS, isShown } from "./columns";

/** Which columns stand in the table and how close its rows are. Remembered for this browser. `several`: accounts are read. */
export default function ColumnsPanel({ several }: { several: boolean }) {
  const { prefs, change } = usePrefs();
  return (
    <div className="w-[290px]">
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
        <TextButton onClick={() => change({ switched: [], density: "compact" })}>Reset</TextButton>
      </div>
      <ul className="py-1">
        <li className="flex h-7 items-center gap-2 px-3">
          <input type="checkbox" checked disabled aria-label="Time, always first" /> Time{" "}
          <span className="text-text-3">always first</span>
        </li>
        {COLUMNS.map((column) => {
          const { id, label } = column;
          const needed = several && id === "account";
          return (
            <li key={id}>
              <label className="flex h-7 items-center gap-2 px-3 hover:bg-surface-3">
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
                {needed ? <span className="text-text-3">with all accounts always</span> : null}
              </label>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
