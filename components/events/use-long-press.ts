"use client";

import { type PointerEvent, useEffect, useRef } from "react";

const HELD_MS = 450;
/** A finger is never still: this far, in px, it has not begun to scroll. */
const STILL = 8;

/**
 * Handlers for a list whose rows can be held down with a finger. `run` gets the row's index. The click that ends the press is
 * swallowed: `justHeld()` tells it, once.
 */
export function useLongPress(run: (index: number) => void) {
  const press = useRef<{ timer: number; x: number; y: number } | null>(null);
  const held = useRef(false);
  const end = () => {
    if (press.current) window.clearTimeout(press.current.timer);
    press.current = null;
  };
  useEffect(() => end, []);
  const start = (index: number) => (event: PointerEvent) => {
    end();
    held.current = false;
    if (event.pointerType !== "touch") return;
    const timer = window.setTimeout(() => {
      press.current = null;
      held.current = true;
      run(index);
    }, HELD_MS);
    press.current = { timer, x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent) => {
    const at = press.current;
    if (at && Math.hypot(event.clientX - at.x, event.clientY - at.y) > STILL) end();
  };
  const justHeld = () => {
    const was = held.current;
    held.current = false;
    return was;
  };
  return { start, move, end, justHeld };
}
