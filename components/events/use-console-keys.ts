"use client";

import type { KeyboardEvent } from "react";
import { usePrefs } from "@/components/providers/prefs";
import { isPlainKey, type KeyMap, useFrameKeys, useGlobalKeys } from "./use-list-keys";

export interface ConsoleKeys {
  focusText: () => void;
  focusList: () => void;
  showKeys: () => void;
  /** `null` while no event is open. */
  close: (() => void) | null;
  /** A panel that is still loading will take the keys: they are not meant for the list behind it. */
  panelOpen: boolean;
  step: (by: 1 | -1) => void;
  /** By as many rows as are in view. */
  leap: (by: 1 | -1) => void;
  /** To an end of the result. */
  toEnd: (end: "first" | "last") => void;
  openCursor: () => void;
  select: (range: boolean) => void;
  /** Chooses from row to row, and takes rows back on the way back. */
  extend: (by: 1 | -1) => void;
  clearSelection: () => void;
  showArrived: () => void;
  exportAll: () => void;
  openWindow: () => void;
  openTypes: () => void;
  copyLink: () => void;
  earlier: () => void;
  later: () => void;
  zoomOut: () => void;
}

/** Every key of the page of events; returns the handler of those that act in the list. */
export function useConsoleKeys(keys: ConsoleKeys) {
  const { prefs, change } = usePrefs();
  useGlobalKeys(prefs.keys, {
    "/": keys.focusText,
    "?": keys.showKeys,
    z: () => change({ zone: prefs.zone === null ? Intl.DateTimeFormat().resolvedOptions().timeZone : null }),
    "g e": keys.focusList,
    h: keys.earlier,
    l: keys.later,
    b: keys.zoomOut,
  });
  useFrameKeys({
    toList: keys.focusList,
    toEvent: () => document.querySelector<HTMLElement>("[data-drawer-title]")?.focus(),
    close: keys.close,
  });
  const moves: KeyMap = {
    ArrowDown: () => keys.step(1),
    ArrowUp: () => keys.step(-1),
    PageDown: () => keys.leap(1),
    PageUp: () => keys.leap(-1),
    Home: () => keys.toEnd("first"),
    End: () => keys.toEnd("last"),
    Enter: keys.openCursor,
    Escape: keys.close ?? keys.clearSelection,
  };
  const extending: KeyMap = { ArrowDown: () => keys.extend(1), ArrowUp: () => keys.extend(-1) };
  const letters: KeyMap = {
    j: () => keys.step(1),
    k: () => keys.step(-1),
    J: () => keys.extend(1),
    K: () => keys.extend(-1),
    x: () => keys.select(false),
    X: () => keys.select(true),
    n: keys.showArrived,
    e: keys.exportAll,
    w: keys.openWindow,
    t: keys.openTypes,
    u: keys.copyLink,
  };
  return (event: KeyboardEvent) => {
    if (keys.panelOpen || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = (event.shiftKey ? extending[event.key] : undefined) ?? moves[event.key];
    const run = move ?? (prefs.keys && isPlainKey(event) ? letters[event.key] : undefined);
    if (!run) return;
    event.preventDefault();
    run();
  };
}
