"use client";

import { useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { formatTime, zoneLabel } from "@/lib/audit/time/format";
import { Misread, readMoment } from "@/lib/audit/time/typed-moment";

interface MomentFieldProps {
  label: string;
  at: number;
  asOf: number;
  zone: string;
  onMoment: (at: number) => void;
}

/** The moment in words, and any other that is typed in its place: "12 Aug 10:22:40", "yesterday 3pm", an ISO time. */
export function MomentField({ label, at, asOf, zone, onMoment }: MomentFieldProps) {
  const shown = formatTime(at, zone).text;
  const [text, setText] = useState(shown);
  const [wrong, setWrong] = useState<string | null>(null);
  const [from, setFrom] = useState(shown);
  // Moved by other means: what was typed is gone, the focus stays.
  if (from !== shown) {
    setFrom(shown);
    setText(shown);
    setWrong(null);
  }
  const errorId = useId();
  const take = () => {
    if (text.trim() === shown) return setWrong(null);
    const read = readTyped(text, asOf, zone);
    if (typeof read === "string") setWrong(read);
    else onMoment(read);
  };
  return (
    <form
      className="flex flex-wrap items-center gap-2 max-sm:basis-full"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <label className="flex items-center gap-2 max-sm:flex-1">
        <b className="font-strong">{label}</b>
        <span
          className={cn(
            "flex h-control-small items-center rounded-2 max-sm:h-10 max-sm:flex-1 border bg-surface px-2",
            "focus-within:border-focus focus-within:shadow-[0_0_0_1px_var(--focus)]",
            wrong === null ? "border-line-control" : "border-danger-line",
          )}
        >
          <input
            value={text}
            aria-label={`${label}, ${zoneLabel(zone, at)}`}
            aria-invalid={wrong !== null}
            aria-describedby={wrong === null ? undefined : errorId}
            maxLength={60}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
            onBlur={take}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              setText(shown);
              setWrong(null);
            }}
            className="mono w-[158px] max-sm:min-w-0 max-sm:flex-1 bg-transparent outline-none focus-visible:shadow-none"
          />
          <span className="text-text-3">{zoneLabel(zone, at, "short")}</span>
        </span>
      </label>
      {wrong === null ? null : (
        <span id={errorId} role="alert" className="text-danger">
          {wrong}
        </span>
      )}
    </form>
  );
}

/** The moment, or why it is none. A day without a time is its end: the state that it left. */
function readTyped(text: string, now: number, zone: string): number | string {
  try {
    const moment = readMoment(text, { now, zone });
    if (moment === null) return "A moment is a day and a time, such as 12 Aug 10:22:40.";
    return Math.min(moment.end, now);
  } catch (error) {
    if (error instanceof Misread) return error.message;
    throw error;
  }
}
