"use client";

import { type KeyboardEvent, memo, useId, useMemo } from "react";
import { usePrefs } from "@/components/providers/prefs";
import { cn } from "@/components/ui/cn";
import type { EventQuery } from "@/lib/audit/query";
import { formatCount, formatRange, plural } from "@/lib/audit/time/format";
import type { SummaryAnswer } from "@/lib/queries/summary";
import { Axis, FirstSeenMarks, firstSeenWords } from "./axis";
import { Bars } from "./bars";
import { firstSeenIn, onlyFirstSeen } from "./first-seen";
import { Gaps } from "./gaps";
import { CutNumber, Grid } from "./grid";
import { numbered, scaleOf } from "./scale";
import { endsOf, type Span, spanOf } from "./selection";
import type { Shape } from "./shape";
import { SpanLabel } from "./span-label";
import { useBrush } from "./use-brush";

/** The grips at both ends of what is chosen. */
const HANDLES =
  "before:absolute before:top-1/2 before:-left-[3px] before:-mt-2 before:h-4 before:w-[5px] before:rounded-full before:bg-accent after:absolute after:top-1/2 after:-right-[3px] after:-mt-2 after:h-4 after:w-[5px] after:rounded-full after:bg-accent";

/** What the number of a cut bar takes of the plot's width. */
const ROOM = { wide: 0.04, narrow: 0.12 } as const;

interface PlotProps {
  shape: Shape;
  answer: SummaryAnswer;
  /** What is asked now, which the answer may not be of yet. */
  query: EventQuery;
  zone: string;
  narrow: boolean;
  onZoom: (span: Span) => void;
  onAsk: (query: EventQuery) => void;
}

/** The bars, and all that is done on them. */
export const Plot = memo(function Plot({ shape, answer, query, zone, narrow, onZoom, onAsk }: PlotProps) {
  const { bars } = shape;
  const { summary, window } = answer;
  const id = useId();
  const { keys } = usePrefs().prefs;
  const scale = useMemo(() => scaleOf(bars.map(({ total }) => total)), [bars]);
  const seen = useMemo(() => firstSeenIn(answer.summary, answer.query, shape), [answer, shape]);
  const words = useMemo(
    () =>
      bars.map(({ start, end, total }, i) => {
        const news = seen.get(i);
        const span = formatRange(start, end - 1000, window.asOf, zone);
        const first = news ? `. ${firstSeenWords(news, zone)}${keys ? ". f shows only that" : ""}` : "";
        return `${span}: ${plural(total, "event")}${first}`;
      }),
    [bars, seen, window.asOf, zone, keys],
  );
  const zoomTo = (selection: Parameters<typeof spanOf>[1]) => {
    const span = spanOf(shape, selection, window);
    if (span !== null) onZoom(span);
  };
  const { brush, clear, handlers } = useBrush({ bars, onZoom: zoomTo });
  const span = brush && spanOf(shape, brush.selection, window);
  const [low, high] = brush ? endsOf(brush.selection) : [-1, -1];
  const place = { left: low / bars.length, width: (high - low + 1) / bars.length };
  const highest = bars.reduce((most, { total }) => Math.max(most, total), 0);

  const onKeyDown = (event: KeyboardEvent) => {
    const only =
      keys && event.key === "f" && brush?.mode === "keys" ? seen.get(brush.selection.head) : undefined;
    const next =
      only && !event.ctrlKey && !event.metaKey && !event.altKey ? onlyFirstSeen(query, only) : null;
    if (next === null) return handlers.onKeyDown(event);
    event.preventDefault();
    onAsk(next);
  };

  return (
    <div className="mt-1 ml-[22px] sm:ml-[30px]">
      <div className="relative h-[72px] border-b border-line-strong">
        <Grid top={scale.top} />
        <Gaps shape={shape} receipt={summary.receipt} narrow={narrow} />
        <Bars bars={bars} scale={scale} />
        {numbered(
          scale,
          bars.map(({ total }) => total),
          narrow ? ROOM.narrow : ROOM.wide,
        ).map((i) => (
          <CutNumber key={i} total={bars[i]?.total ?? 0} left={(i + 0.5) / bars.length} />
        ))}
        {shape.total === 0 ? (
          <p className="absolute inset-0 grid place-items-center text-12 text-text-3">
            <span className="bg-surface px-1">
              {summary.receipt.reason === "gap" ? "Nothing of what is archived" : "Nothing to draw: 0 events"}
            </span>
          </p>
        ) : null}
        {brush ? (
          <div
            aria-hidden
            style={{ left: `${place.left * 100}%`, width: `${place.width * 100}%` }}
            className={cn(
              "pointer-events-none absolute -top-0.5 bottom-0",
              brush.mode === "hover"
                ? "bg-text/8"
                : cn("border-x-[1.5px] border-accent bg-accent/16", HANDLES),
            )}
          />
        ) : null}
        <div
          role="listbox"
          tabIndex={0}
          aria-multiselectable
          aria-orientation="horizontal"
          aria-label={`${plural(shape.total, "event")} in ${plural(bars.length, "bar")}; highest ${formatCount(highest)}`}
          aria-activedescendant={brush?.mode === "keys" ? `${id}-${brush.selection.head}` : undefined}
          {...handlers}
          onKeyDown={onKeyDown}
          onBlur={() => brush?.mode === "keys" && clear()}
          className="absolute inset-0 cursor-crosshair touch-pan-y outline-none select-none focus-visible:shadow-[var(--ring)]"
        >
          {words.map((label, i) => (
            <span
              key={i}
              id={`${id}-${i}`}
              role="option"
              aria-selected={brush?.mode !== "hover" && i >= low && i <= high}
              aria-label={label}
            />
          ))}
        </div>
        <FirstSeenMarks shape={shape} seen={seen} query={query} zone={zone} onAsk={onAsk} />
        {brush && span ? (
          <SpanLabel
            span={span}
            mode={brush.mode}
            place={place}
            undated={shape.undated}
            asOf={window.asOf}
            zone={zone}
            onZoom={() => onZoom(span)}
            onClose={clear}
          />
        ) : null}
      </div>
      <Axis shape={shape} zone={zone} most={narrow ? 5 : 8} />
    </div>
  );
});
