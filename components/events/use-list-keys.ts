"use client";

import { useEffect, useRef } from "react";

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));

/** Single keys only: with a modifier a key belongs to the browser, and while typing to the field. */
export const isPlainKey = (event: {
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  target: EventTarget | null;
}) => !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);

export type KeyMap = Readonly<Record<string, () => void>>;

const SEQUENCE_MS = 1200;

/** The keys of *Anywhere*: they act whenever no field has the focus and no panel is open. `"g e"` is a sequence. */
export function useGlobalKeys(enabled: boolean, keys: KeyMap) {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    if (!enabled) return;
    let before = "";
    let at = 0;
    const onKey = (event: KeyboardEvent) => {
      if (!isPlainKey(event) || event.defaultPrevented) return;
      if (document.querySelector("[role=dialog][data-state=open], [role=menu]")) return;
      const sequence = Date.now() - at < SEQUENCE_MS ? `${before} ${event.key}` : "";
      const run = current.current[sequence] ?? current.current[event.key];
      before = event.key;
      at = Date.now();
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled]);
}

/** F6 goes between the list and the open event from wherever the focus is; Esc closes an event that nobody has the focus of. */
export function useFrameKeys(actions: {
  toList: () => void;
  toEvent: () => void;
  close: (() => void) | null;
}) {
  const current = useRef(actions);
  current.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { toList, toEvent, close } = current.current;
      if (event.key === "F6") {
        event.preventDefault();
        const inList = document.activeElement?.closest("[role=grid]") !== null;
        if (inList && close !== null) toEvent();
        else toList();
      }
      if (event.key === "Escape" && close !== null && document.activeElement === document.body) {
        event.preventDefault();
        close();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
