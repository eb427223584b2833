"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { AuditEvent } from "@/lib/audit/event";

type Chosen = ReadonlyMap<string, AuditEvent>;
const NONE: Chosen = new Map();

/**
 * The chosen rows of one question, over all of its pages; another question starts with none. While `picking`, a tap on a row
 * chooses it instead of opening it: on a phone the boxes stand there only then.
 */
export function useSelection(question: string, events: readonly AuditEvent[]) {
  const [chosen, setChosen] = useState(NONE);
  const [picking, setPicking] = useState(false);
  const anchor = useRef(0);
  const clear = useCallback(() => {
    setChosen(NONE);
    setPicking(false);
  }, []);
  useEffect(clear, [question, clear]);

  const toggle = useCallback(
    (index: number, range: boolean) => {
      const [from, to] = range
        ? [Math.min(anchor.current, index), Math.max(anchor.current, index)]
        : [index, index];
      anchor.current = index;
      setChosen((old) => {
        const next = new Map(old);
        const on = range || !next.has(events[index]?.id ?? "");
        for (const event of events.slice(from, to + 1)) {
          if (on) next.set(event.id, event);
          else next.delete(event.id);
        }
        return next;
      });
    },
    [events],
  );
  /** All rows of the page in view, or none of them; those of other pages stay. */
  const all = useCallback(
    (on: boolean) =>
      setChosen((old) => {
        const next = new Map(old);
        for (const event of events) {
          if (on) next.set(event.id, event);
          else next.delete(event.id);
        }
        return next;
      }),
    [events],
  );
  const pick = useCallback(() => setPicking(true), []);
  return useMemo(
    () => ({ chosen, picking, pick, toggle, all, clear }),
    [chosen, picking, pick, toggle, all, clear],
  );
}
