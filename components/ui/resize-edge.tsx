"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { cn } from "./cn";

interface ResizeEdgeProps {
  /** What is made wider or narrower. */
  label: string;
  /** In CSS pixels, all four. */
  width: number;
  least: number;
  most: number;
  usual: number;
  /** The side of the thing on which this edge is: away from the thing is wider. */
  side: "left" | "right";
  /** While the edge moves: draw it, keep nothing. */
  onMove: (width: number) => void;
  /** The edge was let go, or moved by a key. */
  onResize: (width: number) => void;
  /** Where Tab passes it by: where the width can be had by keyboard instead. */
  elsewhere?: string;
  className?: string;
}

const STEP = 16;

/** An edge to drag, or to move by the arrows while it has the focus; a double click gives the usual width back. ARIA calls it a window splitter. */
export function ResizeEdge(props: ResizeEdgeProps) {
  const { label, width, least, most, usual, side, onMove, onResize, elsewhere, className } = props;
  const grip = useRef<{ x: number; width: number } | null>(null);
  const outward = side === "right" ? 1 : -1;
  const bounded = (value: number) => Math.round(Math.max(least, Math.min(most, value)));
  const at = (event: PointerEvent) =>
    grip.current === null ? width : bounded(grip.current.width + outward * (event.clientX - grip.current.x));

  const letGo = () => {
    grip.current = null;
    onMove(width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && grip.current !== null) {
      event.preventDefault();
      event.stopPropagation();
      letGo();
      return;
    }
    const to = {
      ArrowLeft: width - outward * STEP,
      ArrowRight: width + outward * STEP,
      Home: least,
      End: most,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(bounded(to));
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A separator with a value is a control.
      tabIndex={elsewhere === undefined ? 0 : -1}
      title={`${label}: drag${elsewhere === undefined ? ", or arrows" : ""}; double click for the usual width${elsewhere === undefined ? "" : `; by keyboard in ${elsewhere}`}`}
      className={cn("absolute inset-y-0 cursor-col-resize touch-none hover:bg-accent-line", className)}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(usual)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.focus({ preventScroll: true });
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, width };
      }}
      // Neither a selection of text nor a drag of what lies around it begins here.
      onMouseDown={(event) => event.preventDefault()}
      onPointerMove={(event) => grip.current && onMove(at(event))}
      onPointerUp={(event) => {
        if (grip.current === null) return;
        const to = at(event);
        grip.current = null;
        if (to !== width) onResize(to);
      }}
      onPointerCancel={letGo}
    />
  );
}
