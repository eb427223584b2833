import { CircleCheck, CircleX, Clock } from "lucide-react";
import { useId } from "react";
import { TextButton } from "@/components/ui/button";
import type { readTypedWindow } from "@/lib/audit/time/typed-window";
import { rangeWords } from "./window-ends";

interface TypedWindowProps {
  text: string;
  /** What it was understood as; `null` while nothing is typed. */
  read: ReturnType<typeof readTypedWindow> | null;
  now: number;
  zone: string;
  zoneName: string;
  onText: (text: string) => void;
}

/** A window in words, which says at once what it is understood as. */
export function TypedWindow({ text, read, now, zone, zoneName, onText }: TypedWindowProps) {
  const errorId = useId();
  return (
    <div className="px-3.5">
      <label className="mb-1 block text-text-3" htmlFor="typed-window">
        Type a window
      </label>
      <div className="flex h-[34px] items-center gap-1.5 rounded-2 border border-line-control px-2 focus-within:border-focus">
        <Clock size={14} className="text-text-3" aria-hidden />
        <input
          id="typed-window"
          autoFocus
          value={text}
          onChange={(event) => onText(event.target.value)}
          placeholder="yesterday · 2h ago · 30m around 03:12 today"
          aria-describedby={errorId}
          aria-invalid={read?.ok === false}
          className="h-full min-w-0 flex-1 bg-transparent text-13 outline-none focus-visible:shadow-none"
        />
      </div>
      <p id={errorId} role="status" className="mt-1.5 min-h-[18px]">
        {read === null ? null : read.ok ? (
          <span className="text-text-2">
            <CircleCheck size={13} className="mr-1.5 inline align-[-2px] text-live" aria-hidden />
            <span className="mono">{rangeWords(read.time, now, zone)}</span> {zoneName}
          </span>
        ) : (
          <span className="text-danger">
            <CircleX size={13} className="mr-1.5 inline align-[-2px]" aria-hidden />
            {read.message}{" "}
            {read.suggestion ? (
              <TextButton onClick={() => onText(read.suggestion ?? "")}>{read.suggestion}</TextButton>
            ) : null}
          </span>
        )}
      </p>
    </div>
  );
}
