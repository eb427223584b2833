"use client";

import { useEffect } from "react";

/** Runs once, after the page has loaded and when the browser has nothing better to do. */
export function useWhenIdle(run: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer = setTimeout(() => (window.requestIdleCallback ?? ((f: () => void) => f()))(run), 500);
    };
    if (document.readyState === "complete") soon();
    else window.addEventListener("load", soon, { once: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("load", soon);
    };
    // Once for the life of the page: what is loaded stays loaded.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `run` may change; it is wanted once
  }, []);
}
