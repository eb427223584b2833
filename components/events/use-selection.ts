"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useToast } from "@/components/providers/toast";
import type { AuditEvent } from "@/lib/audit/event";
import { formatCount } from "@/lib/audit/time/format";
import type { List } from "./list/use-list";

export interface ChosenRow {
  readonly key: string;
  readonly event: AuditEvent;
}

/** Rows by their keys. */
export type Chosen = ReadonlyMap<string, AuditEvent>;

/** The rows that were chosen, or every row of the question but those that were taken out again. */
interface Choice {
  readonly all: boolean;
  readonly rows: Chosen;
}
const NOTHING: Choice = { all: false, rows: new Map() };

/** As many rows are read at once to be chosen or copied. */
export const MOST_READ = 1000;

const edited = ({ all, rows }: Choice, edit: (rows: Map<string, AuditEvent>) => void): Choice => {
  const next = new Map(rows);
  edit(next);
  return { all, rows: next };
};

/**
 * The chosen rows of one question, over all of its pages; another question starts with none. While `picking`, a tap on a row
 * chooses it instead of opening it: on a phone the boxes stand there only then.
 */
export function useSelection(question: string, list: List) {
  const { total, rowAt, fetchRows } = list;
  const [choice, setChoice] = useState(NOTHING);
  const [picking, setPicking] = useState(false);
  const anchor = useRef(0);
  /** A run of steps that choose: where it began, and where it is. */
  const run = useRef<{ start: number; at: number } | null>(null);
  const tell = useToast();
  const clear = useCallback(() => {
    setChoice(NOTHING);
    run.current = null;
    setPicking(false);
  }, []);
  useEffect(clear, [question, clear]);

  const has = (key: string) => choice.all !== choice.rows.has(key);
  const count = choice.all ? Math.max(0, total - choice.rows.size) : choice.rows.size;

  const put = (rows: readonly ChosenRow[], on: boolean) =>
    setChoice((old) =>
      edited(old, (next) => {
        for (const { key, event } of rows) {
          if (on === old.all) next.delete(key);
          else next.set(key, event);
        }
      }),
    );
  const toggle = async (position: number, range: boolean) => {
    const [from, to] = range
      ? [Math.min(anchor.current, position), Math.max(anchor.current, position)]
      : [position, position];
    anchor.current = position;
    run.current = null;
    const row = rowAt(position);
    if (!range) {
      if (row) put([row], !has(row.key));
      return;
    }
    if (to - from >= MOST_READ) {
      tell({
        text: `At most ${formatCount(MOST_READ)} rows are chosen in one go; the box in the head chooses all.`,
        bad: true,
      });
      return;
    }
    try {
      put(await fetchRows({ from, to: to + 1 }), true);
    } catch {
      tell({ text: "Not every row up to there could be read: none of them was chosen.", bad: true });
    }
  };
  /** From the row that the steps began at to this one: further rows are chosen, and taken back when they are left again. */
  const extend = async (from: number, to: number) => {
    if (run.current?.at !== from) {
      run.current = { start: from, at: from };
      anchor.current = from;
    }
    const { start } = run.current;
    run.current = { start, at: to };
    const away = Math.abs(to - start) >= Math.abs(from - start);
    try {
      put(
        await fetchRows(
          away ? { from: Math.min(from, to), to: Math.max(from, to) + 1 } : { from, to: from + 1 },
        ),
        away,
      );
    } catch {
      tell({ text: "This row could not be read: it was not chosen.", bad: true });
    }
  };
  /** All rows of the question, or none. */
  const all = (on: boolean) => setChoice({ all: on, rows: new Map() });

  return {
    choice,
    has,
    count,
    picking,
    pick: () => setPicking(true),
    put,
    toggle: (position: number, range: boolean) => void toggle(position, range),
    extend: (from: number, to: number) => void extend(from, to),
    all,
    clear,
  };
}

export type Selection = ReturnType<typeof useSelection>;
