"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { barAt, moved, type Selection } from "./selection";
import type { Bar } from "./shape";

export type BrushMode = "hover" | "drag" | "keys" | "tap";

export interface Brush {
  readonly selection: Selection;
  readonly mode: BrushMode;
}

interface BrushOptions {
  bars: readonly Bar[];
  onZoom: (selection: Selection) => void;
}

const NARROW = "(max-width: 720px)";

/** Choosing whole bars: by dragging, by the arrow keys, or by a tap, which only offers what it hit. */
export function useBrush({ bars, onZoom }: BrushOptions) {
  const [brush, setBrush] = useState<Brush | null>(null);
  const dragging = useRef(false);
  const clear = () => {
    dragging.current = false;
    setBrush(null);
  };
  // Other bars are other places: what was chosen among the old ones means nothing here.
  useEffect(clear, [bars]);

  const isDrag = brush?.mode === "drag";
  useEffect(() => {
    if (!isDrag) return;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      clear();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [isDrag]);

  const placeOf = ({ currentTarget, clientX }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return barAt(bars, width === 0 ? 0 : (clientX - left) / width);
  };
  const taps = ({ pointerType }: PointerEvent) => pointerType === "touch" || matchMedia(NARROW).matches;

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || bars.length === 0 || taps(event)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragging.current = true;
    const at = placeOf(event);
    setBrush({ mode: "drag", selection: { anchor: at, head: at } });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (bars.length === 0 || event.pointerType === "touch") return;
    const head = placeOf(event);
    setBrush((old) => {
      const drag = dragging.current && old?.mode === "drag";
      if (old?.mode === "tap" || (old?.selection.head === head && old.mode !== "keys")) return old;
      const anchor = drag ? old.selection.anchor : head;
      return { mode: drag ? "drag" : "hover", selection: { anchor, head } };
    });
  };
  const onPointerUp = (event: PointerEvent) => {
    if (bars.length === 0) return;
    if (taps(event)) {
      const at = placeOf(event);
      setBrush({ mode: "tap", selection: { anchor: at, head: at } });
    } else if (dragging.current && brush?.mode === "drag") {
      const { selection } = brush;
      clear();
      onZoom(selection);
    }
  };
  const onPointerLeave = () => setBrush((old) => (old?.mode === "hover" ? null : old));
  const onPointerCancel = () => setBrush((old) => (old?.mode === "tap" ? old : null));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || brush?.mode === "drag") return;
    const from = brush?.mode === "hover" ? null : (brush?.selection ?? null);
    const next = moved(from, event.key, event.shiftKey, bars.length);
    if (next !== null) setBrush({ mode: "keys", selection: next });
    else if (event.key === "Enter" && from !== null) onZoom(from);
    else if (event.key === "Escape" && from !== null) clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    brush,
    clear,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerLeave, onPointerCancel, onKeyDown },
  };
}
