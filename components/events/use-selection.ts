"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { AuditEvent } from "@/lib/audit/event";

/** The chosen rows of one page, by id; another page or question starts with none. */
export function useSelection(search: string, events: readonly AuditEvent[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef(0);
  useEffect(() => setIds(new Set()), [search]);

  const toggle = useCallback(
    (index: number, range: boolean) => {
      const [from, to] = range
        ? [Math.min(anchor.current, index), Math.max(anchor.current, index)]
        : [index, index];
      const touched = events.slice(from, to + 1).map((event) => event.id);
      anchor.current = index;
      setIds((old) => {
        const next = new Set(old);
        const on = range || !next.has(events[index]?.id ?? "");
        for (const id of touched) {
          if (on) next.add(id);
          else next.delete(id);
        }
        return next;
      });
    },
    [events],
  );
  const all = useCallback(
    (on: boolean) => setIds(new Set(on ? events.map((event) => event.id) : [])),
    [events],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(() => ({ ids, toggle, all, clear }), [ids, toggle, all, clear]);
}
