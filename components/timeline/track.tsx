"use client";

import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from "react";
import { RevealedText, revealedTitle } from "@/components/events/revealed-text";
import { cn } from "@/components/ui/cn";
import { formatTime, zoneLabel } from "@/lib/audit/time/format";
import { offsetOf } from "@/lib/audit/time/zone";
import { marksOf, type Stretch } from "@/lib/audit/timeline-strip";
import type { StripProps } from "./strip";

const SECOND = 1000;
/** A pointer this near to a change means the change. */
const NEAR_PX = 6;
/** Narrower stretches, in percent, have no room for a word; their tooltip has it. */
const WORDY = 3;

const DOTS = {
  app: "bg-fam-app",
  number: "bg-fam-number",
  user: "bg-fam-user",
  ip: "bg-fam-ip",
  secret: "bg-fam-account",
  account: "bg-fam-account",
} as const;

/** The strip itself. A pointer drags the moment over it; the arrows step from change to change. */
export function Track({
  span: { start, end },
  stretches,
  steps,
  stepWord,
  more,
  gaps,
  activity,
  kind,
  at,
  asOf,
  zone,
  onDrag,
  onMoment,
}: StripProps & { zone: string }) {
  const track = useRef<HTMLDivElement>(null);
  const percent = (moment: number) =>
    `${Math.max(0, Math.min(100, ((moment - start) / (end - start)) * 100)).toFixed(3)}%`;
  const width = (from: number, to: number) =>
    `${Math.max(0, ((to - from) / (end - start)) * 100).toFixed(3)}%`;
  const done = steps.filter((step) => step <= at).length;

  const momentAt = (clientX: number): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return at;
    const x = Math.max(0, Math.min(box.width, clientX - box.left));
    const near = steps.findLast(
      (step) => Math.abs(((step - start) / (end - start)) * box.width - x) <= NEAR_PX,
    );
    const exact = Math.floor((start + (x / box.width) * (end - start)) / SECOND) * SECOND;
    return near ?? exact;
  };
  const point = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    // Touch drags too, unless the page is scrolled by it: the browser then takes the pointer away.
    event.currentTarget.setPointerCapture(event.pointerId);
    onDrag(momentAt(event.clientX));
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(momentAt(event.clientX));
  };
  const drop = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onMoment(momentAt(event.clientX), "push");
  };
  const move = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, number | null | undefined> = {
      ArrowLeft: steps.findLast((step) => step < at),
      ArrowDown: steps.findLast((step) => step < at),
      ArrowRight: steps.find((step) => step > at),
      ArrowUp: steps.find((step) => step > at),
      Home: steps[0],
      End: null,
    };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const to = moves[event.key];
    if (to !== undefined) onMoment(to, "replace");
  };

  const marks = useMemo(() => marksOf({ start, end }, offsetOf(start, zone)), [start, end, zone]);
  const most = Math.max(1, ...(activity?.counts ?? []));
  const zoneName = zoneLabel(zone, at, "short");
  return (
    <>
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label="Moment"
        aria-valuemin={0}
        aria-valuemax={steps.length}
        aria-valuenow={done}
        aria-valuetext={`${formatTime(at, zone).text} ${zoneName}, after ${stepWord} ${done} of ${steps.length}${stepWord === "event" && more ? " shown" : ""}`}
        onPointerDown={point}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={() => onMoment(at, "replace")}
        onKeyDown={move}
        className="relative h-11 cursor-pointer touch-pan-y border-b border-line-strong select-none"
      >
        {stretches.map((stretch) => (
          <Piece
            key={stretch.from}
            stretch={stretch}
            left={percent(stretch.from)}
            width={width(stretch.from, stretch.to)}
            wordy={((stretch.to - stretch.from) / (end - start)) * 100 >= WORDY}
          />
        ))}
        {activity?.counts.map((count, i) => {
          const bar = Date.parse(activity.start) + (i + 0.5) * activity.seconds * SECOND;
          if (count === 0) return null;
          return (
            <i
              key={i}
              className="absolute bottom-0 -ml-px w-[2px] bg-text-3"
              style={{
                left: percent(bar),
                height: 3 + Math.round((8 * Math.log1p(count)) / Math.log1p(most)),
              }}
            />
          );
        })}
        {gaps.map(({ from, to }) =>
          to < start ? null : (
            <i
              key={from}
              title="not archived"
              className="hatched absolute top-2 bottom-0 min-w-[7px]"
              style={{ left: percent(from), width: width(Math.max(from, start), to) }}
            />
          ),
        )}
        {stepWord === "change"
          ? steps.map((step) => (
              <i
                key={step}
                className={cn(
                  "absolute -bottom-1 -ml-1 size-2 rounded-full shadow-[0_0_0_2px_var(--surface)]",
                  DOTS[kind],
                )}
                style={{ left: percent(step) }}
              />
            ))
          : null}
        <i
          className="absolute -top-1 -bottom-px -ml-px w-0.5 bg-accent before:absolute before:-top-0.5 before:-left-1 before:size-2.5 before:rounded-full before:bg-accent before:shadow-[0_0_0_2px_var(--surface)]"
          style={{ left: percent(Math.min(at, asOf)) }}
        />
      </div>
      <div aria-hidden className="relative h-5 overflow-hidden text-11 leading-[18px] text-text-3">
        {marks.at.map((mark, i) => (
          <span
            key={mark}
            className={cn(
              "absolute border-l border-line-strong pl-1 whitespace-nowrap",
              marks.at.length > 5 && i % 3 !== 0 && "max-sm:hidden",
            )}
            style={{ left: percent(mark) }}
          >
            {markWords(mark, marks.form, zone, i === 0)}
          </span>
        ))}
      </div>
    </>
  );
}

interface PieceProps {
  stretch: Stretch;
  left: string;
  width: string;
  wordy: boolean;
}

function Piece({ stretch: { words, kind }, left, width, wordy }: PieceProps) {
  const said = kind === "unsure" ? `${words}, unless it changed in the gap` : words;
  return (
    <span
      aria-hidden
      title={revealedTitle(said)}
      style={{ left, width }}
      className={cn(
        "absolute top-3 h-[18px] overflow-hidden rounded-1 text-11 text-ellipsis whitespace-nowrap",
        kind === "sure"
          ? "border-r-2 border-surface bg-surface-3 leading-[18px] text-text-2"
          : "border border-dashed border-line-control leading-4 text-text-3",
        // A value may be cut, a few words are whole or left out: what does not fit beside nothing falls into a line out of sight.
        kind === "none" && "flex flex-wrap before:h-full before:w-px before:content-['']",
      )}
    >
      {wordy ? (
        <RevealedText text={said} className={cn("px-1 sm:px-2", kind === "sure" && "font-mono")} max={120} />
      ) : null}
    </span>
  );
}

/** "Jan 2026" where a year begins or the axis does, else "Feb"; of shorter spans the day or the time of day. */
function markWords(
  at: number,
  form: "year" | "month" | "day" | "time",
  zone: string,
  isFirst: boolean,
): string {
  const { date, time } = formatTime(at, zone);
  const [day, month, year] = date.split(" ");
  if (form === "year") return String(year);
  if (form === "month") return month === "Jan" || isFirst ? `${month} ${year}` : String(month);
  if (form === "day") return `${day} ${month}`;
  return time === "00:00:00" || isFirst ? `${day} ${month} ${time.slice(0, 5)}` : time.slice(0, 5);
}
