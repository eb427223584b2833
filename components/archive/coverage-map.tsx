"use client";

import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { COVERAGE_STATES, type CoverageState } from "@/lib/audit/archive-report";
import { DAY_MS } from "@/lib/audit/coverage-days";
import { formatTime } from "@/lib/audit/time/format";
import { CELL, coveragePaths, indexAt, monthMarks, placeOf, STEP, weeksOf } from "./coverage-paths";
import { STATE_WORDS } from "./legend";

interface CoverageMapProps {
  name: string;
  states: readonly CoverageState[];
  /** The first day, 00:00 UTC. */
  first: number;
}

const LOOKS: Record<CoverageState, string> = {
  settled: "fill-cov-settled",
  open: "fill-none stroke-cov-open stroke-2",
  missing: "fill-none stroke-cov-missing stroke-[1.5]",
  unasked: "fill-cov-none",
};

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const MOVES: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 };

/** A square a day, a column a week. It scrolls sideways by itself, the newest in view; a day is told by pointer or arrow keys. */
export function CoverageMap({ name, states, first }: CoverageMapProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [focused, setFocused] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const last = states.length - 1;
  // Days are added at the end: a cursor that was never moved stands on the newest.
  const current = Math.min(cursor ?? last, last);
  const shown = pointed ?? (focused ? current : null);
  const paths = useMemo(() => coveragePaths(states, first), [states, first]);
  const months = useMemo(() => monthMarks(first, states.length), [states.length, first]);
  const width = weeksOf(first, states.length) * STEP;
  const height = 7 * STEP - 2;
  const words = (index: number) => dayWords(first + index * DAY_MS, states[index] ?? "unasked");

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setPointed(indexAt(event.clientX - box.left, event.clientY - box.top, first, states.length));
  };
  const move = (event: KeyboardEvent) => {
    const to =
      event.key === "Home" ? 0 : event.key === "End" ? last : current + (MOVES[event.key] ?? Number.NaN);
    if (Number.isNaN(to) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(last, to));
    setCursor(index);
    setFocused(true);
    setPointed(null);
    bringIntoView(scroller.current, placeOf(index, first).x);
  };

  return (
    <div className="flex">
      <div
        aria-hidden
        className="grid flex-none auto-rows-[34px] content-start pt-5 pr-1.5 text-10 leading-[15px] text-text-3"
      >
        <span>Mon</span>
        <span>Wed</span>
        <span>Fri</span>
      </div>
      <div className="relative min-w-0 flex-1">
        {/* From right to left, so that a map that is wider than the page begins with its newest days. */}
        <div
          ref={scroller}
          dir="rtl"
          role="slider"
          tabIndex={0}
          aria-label={`Days of ${name}`}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, last)}
          aria-valuenow={current}
          aria-valuetext={words(current)}
          onKeyDown={move}
          onFocus={(event) => setFocused(event.currentTarget.matches(":focus-visible"))}
          onBlur={() => setFocused(false)}
          className="thin-scroll overflow-x-auto rounded-1 p-0.5 outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--focus)]"
        >
          <div dir="ltr" className="mr-auto w-max">
            <div aria-hidden className="relative h-[18px] text-11 text-text-3">
              {months.map(({ x, label }) => (
                <span key={x} className="absolute whitespace-nowrap" style={{ left: x }}>
                  {label}
                </span>
              ))}
            </div>
            <svg
              width={width}
              height={height}
              viewBox={`0 0 ${width} ${height}`}
              aria-hidden
              className="block"
              onPointerMove={point}
              onPointerDown={point}
              onPointerLeave={() => setPointed(null)}
            >
              {COVERAGE_STATES.map((state) => (
                <path key={state} d={paths[state]} className={LOOKS[state]} data-state={state} />
              ))}
              {shown === null ? null : <Cursor {...placeOf(shown, first)} />}
            </svg>
          </div>
        </div>
        {shown === null ? null : (
          <Label words={words(shown)} x={placeOf(shown, first).x} scroller={scroller.current} />
        )}
      </div>
    </div>
  );
}

/** "Tue 3 Mar 2026: missing, asked for and not complete". */
function dayWords(day: number, state: CoverageState): string {
  const { word, meaning } = STATE_WORDS[state];
  const weekday = WEEKDAYS[(Math.floor(day / DAY_MS) + 3) % 7] ?? "";
  return `${weekday} ${formatTime(day, "UTC").date}: ${word}${meaning === "" ? "" : `, ${meaning}`}`;
}

const Cursor = ({ x, y }: { x: number; y: number }) => (
  <rect
    x={x - 0.5}
    y={y - 0.5}
    width={CELL + 1}
    height={CELL + 1}
    rx={2}
    className="pointer-events-none fill-none stroke-text stroke-2"
  />
);

interface LabelProps {
  words: string;
  x: number;
  scroller: HTMLElement | null;
}

/** Over the names of the months, so that it moves nothing and hides no day; it leans away from the nearer end of the map. */
function Label({ words, x, scroller }: LabelProps) {
  const svg = scroller?.querySelector("svg");
  if (!scroller || !svg) return null;
  const box = scroller.getBoundingClientRect();
  const left = svg.getBoundingClientRect().left + x - box.left;
  const isRight = left > box.width / 2;
  return (
    <span
      aria-hidden
      style={isRight ? { right: Math.max(0, box.width - left - CELL) } : { left: Math.max(0, left) }}
      className="pointer-events-none absolute -top-1.5 z-[1] rounded-2 bg-overlay px-2 py-0.5 text-12 whitespace-nowrap shadow-pop"
    >
      {words}
    </span>
  );
}

function bringIntoView(scroller: HTMLElement | null, x: number): void {
  const svg = scroller?.querySelector("svg");
  if (!scroller || !svg) return;
  const box = scroller.getBoundingClientRect();
  const at = svg.getBoundingClientRect().left + x;
  if (at < box.left) scroller.scrollLeft -= box.left - at;
  else if (at + STEP > box.right) scroller.scrollLeft += at + STEP - box.right;
}
