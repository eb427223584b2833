"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { AuditEvent } from "@/lib/audit/event";
import type { EventRow } from "./event-rows";

/** By the keys of their rows. */
export type Chosen = ReadonlyMap<string, AuditEvent>;
const NONE: Chosen = new Map();

/**
 * The chosen rows of one question, over all of its pages; another question starts with none. While `picking`, a tap on a row
 * chooses it instead of opening it: on a phone the boxes stand there only then.
 */
export function useSelection(question: string, rows: readonly EventRow[]) {
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
        const on = range || !next.has(rows[index]?.key ?? "");
        for (const { key, event } of rows.slice(from, to + 1)) {
          if (on) next.set(key, event);
          else next.delete(key);
        }
        return next;
      });
    },
    [rows],
  );
  /** All rows of the page in view, or none of them; those of other pages stay. */
  const all = useCallback(
    (on: boolean) =>
      setChosen((old) => {
        const next = new Map(old);
        for (const { key, event } of rows) {
          if (on) next.set(key, event);
          else next.delete(key);
        }
        return next;
      }),
    [rows],
  );
  const pick = useCallback(() => setPicking(true), []);
  return useMemo(
    () => ({ chosen, picking, pick, toggle, all, clear }),
    [chosen, picking, pick, toggle, all, clear],
  );
}
