import { cn } from "@/components/ui/cn";
import type { TimeChoice } from "@/lib/audit/query";
import { EMPTY_QUERY, writeQuery } from "@/lib/audit/query-params";
import { calendarWindow } from "@/lib/audit/time/typed-window";
import { PRESETS } from "@/lib/audit/time/window";

interface WindowPresetsProps {
  time: TimeChoice;
  now: number;
  zone: string;
  onChoose: (time: TimeChoice) => void;
}

/** The windows that are asked most, each by one click. */
export function WindowPresets({ time, now, zone, onChoose }: WindowPresetsProps) {
  return (
    <div className="flex flex-wrap border-b border-line px-1 py-2 sm:block sm:border-r sm:border-b-0">
      {(["last", "calendar"] as const).map((group) => (
        <ul key={group} className="contents sm:block">
          <li className="px-2.5 pt-1 pb-0.5 text-11 text-text-3 max-sm:basis-full">
            {group === "last" ? "Last" : "Calendar"}
          </li>
          {PRESETS.filter((preset) => preset.group === group).map((preset) => {
            // The same days as the same word typed: those of the zone in view.
            const choice = calendarWindow(preset.window, { now, zone }) ?? presetWindow(preset.window);
            const chosen = sameTime(choice, time);
            return (
              <li key={preset.window}>
                <button
                  type="button"
                  aria-pressed={chosen}
                  className={cn(
                    "h-[26px] w-full rounded-1 px-2.5 hover:bg-surface-3",
                    chosen && "bg-accent-soft text-accent",
                  )}
                  onClick={() => onChoose(choice)}
                >
                  {preset.label}
                </button>
              </li>
            );
          })}
        </ul>
      ))}
      <button
        type="button"
        className={cn(
          "mt-1 h-[26px] w-full rounded-1 px-2.5 hover:bg-surface-3",
          time.kind === "unbounded" && "bg-accent-soft text-accent",
        )}
        onClick={() => onChoose({ kind: "unbounded" })}
      >
        All time
      </button>
    </div>
  );
}

const presetWindow = (window: string): TimeChoice => ({ kind: "window", window });

const sameTime = (one: TimeChoice, other: TimeChoice) =>
  writeQuery({ ...EMPTY_QUERY, time: one }).toString() ===
  writeQuery({ ...EMPTY_QUERY, time: other }).toString();
