"use client";

import { CircleX, ZoomOut } from "lucide-react";
import { type ReactNode, useCallback, useMemo } from "react";
import { TextButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useMedia } from "@/components/ui/use-media";
import type { EventQuery } from "@/lib/audit/query";
import { formatCount, formatDuration } from "@/lib/audit/time/format";
import type { SummaryAnswer } from "@/lib/queries/summary";
import type { SummaryReading } from "../use-summary";
import { Legend } from "./legend";
import { Plot } from "./plot";
import { type Span, zoomTo } from "./selection";
import { type Shape, shapeOf } from "./shape";
import type { Zoom } from "./use-zoom";

interface HistogramProps {
  reading: SummaryReading;
  query: EventQuery;
  zone: string;
  zoom: Zoom;
  onAsk: (query: EventQuery) => void;
}

/** A result over time, by family: what stands out is seen before it is read. Its place is kept whatever it shows. */
export function Histogram({ reading, query, zone, zoom, onAsk }: HistogramProps) {
  const narrow = useMedia("(max-width: 720px)");
  const { answer, stale, grey } = reading;
  const shape = useMemo(
    () => answer && shapeOf(answer.summary, answer.window, narrow ? 48 : 120),
    [answer, narrow],
  );
  const { zoomIn: zoomToTime } = zoom;
  const zoomIn = useCallback((span: Span) => zoomToTime(zoomTo(span)), [zoomToTime]);
  const width = shape ? `${formatDuration(shape.seconds * 1000)} per bar` : null;
  return (
    <section
      aria-label={width ? `Histogram, ${width}` : "Histogram"}
      aria-busy={stale}
      // Under the drawer, with all that floats over the bars.
      className={cn(
        "relative z-[2] h-[119px] flex-none px-3 max-sm:h-[147px] print:hidden",
        grey && "[&_svg]:opacity-60",
      )}
    >
      {reading.error ? (
        <Failed detail={reading.error.message} again={reading.again} />
      ) : answer ? (
        <>
          <Head answer={answer} shape={shape ?? null} zoom={zoom} width={width}>
            <Legend query={query} summary={answer.summary} families={shape?.families ?? {}} onAsk={onAsk} />
          </Head>
          {shape ? (
            <Plot
              shape={shape}
              answer={answer}
              query={query}
              zone={zone}
              narrow={narrow}
              onZoom={zoomIn}
              onAsk={onAsk}
            />
          ) : (
            <p className="grid h-24 place-items-center text-12 text-text-3">This window has not begun yet.</p>
          )}
        </>
      ) : reading.idle ? null : (
        <Skeleton />
      )}
    </section>
  );
}

interface HeadProps {
  answer: SummaryAnswer;
  shape: Shape | null;
  zoom: Zoom;
  width: string | null;
  children: ReactNode;
}

/** The legend, and what the bars mean: on a phone below it, where the legend fades out at the side to which it scrolls. */
function Head({ answer, shape, zoom, width, children }: HeadProps) {
  const { receipt } = answer.summary;
  return (
    <div className="flex h-5 items-center gap-x-3 text-12 max-sm:h-12 max-sm:flex-wrap sm:ml-[30px]">
      <div className="relative min-w-0 flex-1 overflow-x-auto overflow-y-hidden [scrollbar-width:none] max-sm:[mask-image:linear-gradient(to_left,transparent,black_24px)]">
        {children}
      </div>
      {zoom.zoomed && zoom.zoomOut ? (
        <TextButton
          onClick={zoom.zoomOut}
          title="Back to the wider window (b)"
          className="flex flex-none items-center gap-1"
        >
          <ZoomOut size={12} aria-hidden />
          Zoom out
        </TextButton>
      ) : null}
      <p className="flex-none text-text-3 max-sm:-mt-2 max-sm:h-4 max-sm:basis-full max-sm:leading-4">
        {receipt.reason === "gap" ? (
          <span className="text-partial" title="Hatched: Vonage may hold more events than are drawn here.">
            partly archived
          </span>
        ) : null}
        {shape && shape.undated > 0 ? (
          <span className="not-first:before:content-['_·_']">
            {formatCount(shape.undated)} of unknown time
          </span>
        ) : null}
        <span className="not-first:before:content-['_·_']">{width}</span>
      </p>
    </div>
  );
}

function Failed({ detail, again }: { detail: string; again: () => void }) {
  return (
    <div role="alert" className="flex h-full items-center gap-2 text-12 text-text-2">
      <CircleX size={14} className="flex-none text-failed" aria-hidden />
      <p className="min-w-0">
        The histogram could not be drawn: {detail} The list does not depend on it.{" "}
        <TextButton onClick={again} className="mx-0">
          Try again
        </TextButton>
      </p>
    </div>
  );
}

const HEIGHTS = [9, 14, 30, 38, 26, 12, 8, 18, 34, 44, 30, 16, 10, 22, 36, 40, 28, 14, 9, 12];

function Skeleton() {
  return (
    <div className="appear-late sm:ml-[30px]" aria-hidden>
      <div className="flex h-5 items-center gap-3.5 max-sm:mb-2 max-sm:h-10">
        {[60, 72, 52, 64].map((width) => (
          <span key={width} style={{ width }} className="h-2 rounded-1 bg-surface-3" />
        ))}
      </div>
      <div className="mt-1 flex h-[72px] items-end gap-1 border-b border-line-strong">
        {HEIGHTS.map((height, i) => (
          <span key={i} style={{ height }} className="flex-1 bg-surface-3" />
        ))}
      </div>
    </div>
  );
}
