"use client";

import { type RefObject, useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";

const PARTS = [
  { id: "changed", label: "Changed" },
  { id: "context", label: "Context" },
  { id: "around", label: "Around" },
  { id: "raw", label: "Raw" },
] as const;

interface Parts {
  current: number;
  go: (by: 1 | -1) => void;
  to: (index: number) => void;
}

/** The parts of an event as anchors: which one is in view, and how to get to the next. */
export function useParts(body: RefObject<HTMLElement | null>, ready: boolean): Parts {
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    const element = body.current;
    if (!element || !ready) return;
    const spy = () => {
      const top = element.getBoundingClientRect().top + 24;
      const atEnd =
        element.scrollHeight - element.scrollTop - element.clientHeight < 4 && element.scrollTop > 0;
      const passed = PARTS.map(
        ({ id }) =>
          element.querySelector(`[data-part="${id}"]`)?.getBoundingClientRect().top ??
          Number.POSITIVE_INFINITY,
      );
      setCurrent(
        atEnd
          ? PARTS.length - 1
          : Math.max(
              0,
              passed.findLastIndex((y) => y <= top),
            ),
      );
    };
    spy();
    element.addEventListener("scroll", spy, { passive: true });
    return () => element.removeEventListener("scroll", spy);
  }, [body, ready]);
  const to = (index: number) => {
    const part = body.current?.querySelector<HTMLElement>(`[data-part="${PARTS[index]?.id}"]`);
    // The focus goes along, as with any anchor: the next Tab leads on from there.
    part?.focus({ preventScroll: true });
    part?.scrollIntoView({ block: "start" });
  };
  return { current, to, go: (by) => to(Math.max(0, Math.min(PARTS.length - 1, current + by))) };
}

export function PartTabs({ parts }: { parts: Parts }) {
  return (
    <nav aria-label="Parts of the event" className="mt-2 flex gap-[18px]">
      {PARTS.map(({ id, label }, index) => (
        <a
          key={id}
          href={`#${id}`}
          aria-current={index === parts.current ? "true" : undefined}
          onClick={(event) => {
            event.preventDefault();
            parts.to(index);
          }}
          className={cn(
            "border-b-2 pt-[5px] pb-[7px] text-12 hover:text-text",
            index === parts.current
              ? "border-accent font-medium text-text"
              : "border-transparent text-text-2",
          )}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
