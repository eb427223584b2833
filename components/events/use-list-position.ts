"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { EventRef } from "@/lib/audit/links";
import type { EventRow } from "./event-rows";
import { pageOf, pageSpan } from "./list/geometry";
import type { List } from "./list/use-list";

interface ListPositionOptions {
  /** The question without its page and moment. */
  question: string;
  /** Which answer the list is of. */
  of: unknown;
  list: List;
  updating: boolean;
  open: EventRef | null;
  /** With the row's key. */
  onOpen: (key: string) => void;
  /** Turns to another page while an event stays open over the list, where one page stands at a time. */
  onTurn: (number: number) => void;
}

/** An address that names no account means the row that has the id. */
const isOf = (open: EventRef, { event, account }: EventRow) =>
  open.id === event.id && (open.account === null || open.account === account?.apiKey);

/** Where the reader is in a list: the cursor, the open event, and the steps between events. Positions are of the whole result. */
export function useListPosition({ question, of, list, updating, open, onOpen, onTurn }: ListPositionOptions) {
  const { view, rowAt, find, total, size, number, oneList, turned } = list;
  const [cursor, showCursor] = useState((number - 1) * size);
  /** Keys come faster than they are drawn: each goes on from where the last one led. */
  const latest = useRef(cursor);
  const setCursor = useCallback((position: number) => {
    latest.current = position;
    showCursor(position);
  }, []);
  /** Where the steps between events have led, until that event is the open one. */
  const heading = useRef<number | null>(null);
  /** A row that is to be opened once it is read. */
  const [landing, setLanding] = useState<number | null>(null);
  const span = oneList ? { from: 0, to: total } : pageSpan(number, { total, size });

  const at = useRef(-1);
  if (open === null) at.current = -1;
  else {
    const row = rowAt(at.current);
    if (row === undefined || !isOf(open, row)) at.current = find((one) => isOf(open, one));
  }
  const openIndex = at.current;

  // Another answer begins on its first row; new events on top of the same question leave the cursor on its event.
  const last = useRef({ of, question, key: rowAt(cursor)?.key });
  useEffect(() => {
    const was = last.current;
    if (was.of === of) return;
    const kept = was.question === question && number === 1 ? find(({ key }) => key === was.key) : -1;
    setCursor(kept >= 0 ? kept : (number - 1) * size);
    setLanding(null);
    heading.current = null;
  }, [of, question, number, size, find, setCursor]);
  useEffect(() => {
    last.current = { of, question, key: rowAt(cursor)?.key };
  });
  const isOpen = open !== null;
  useEffect(() => {
    if (!isOpen || openIndex === heading.current) heading.current = null;
  });
  useEffect(() => {
    if (openIndex >= 0 && heading.current === null) setCursor(openIndex);
  }, [openIndex, setCursor]);
  // A page that was turned to takes the cursor along; scrolling does not.
  useEffect(() => {
    if (turned) setCursor((turned.page - 1) * size);
  }, [turned, size, setCursor]);

  const openAt = useCallback(
    (position: number) => {
      const row = rowAt(position);
      if (!row) return;
      setCursor(position);
      heading.current = position;
      setLanding(null);
      onOpen(row.key);
    },
    [rowAt, onOpen, setCursor],
  );
  const landed = landing !== null && !updating && rowAt(landing) !== undefined;
  useEffect(() => {
    if (!landed || landing === null) return;
    openAt(landing);
  }, [landed, landing, openAt]);

  const moveTo = (position: number) => {
    const target = Math.max(span.from, Math.min(span.to - 1, position));
    setCursor(target);
    list.reveal(target);
    return target;
  };
  const step = (by: 1 | -1) => {
    if (open === null) {
      moveTo(latest.current + by);
      return;
    }
    const here = heading.current ?? openIndex;
    const next = here + by;
    if (here < 0 || next < 0 || next >= total) return;
    if (next < span.from || next >= span.to) onTurn(pageOf(next, size));
    else list.reveal(next);
    if (rowAt(next)) openAt(next);
    else {
      heading.current = next;
      setLanding(next);
    }
  };

  const position = useMemo(
    () => (openIndex >= 0 ? { index: openIndex + 1, total } : null),
    [openIndex, total],
  );
  return {
    cursor,
    setCursor,
    openIndex,
    openAt,
    step,
    position,
    /** By as many rows as are in view. */
    leap: (by: 1 | -1) => void moveTo(latest.current + by * Math.max(1, view.rows - 1)),
    toEnd: (end: "first" | "last") => void moveTo(end === "first" ? span.from : span.to - 1),
    /** The cursor alone, whatever is open; tells where it was and where it is. */
    walk: (by: 1 | -1) => ({ from: latest.current, to: moveTo(latest.current + by) }),
  };
}
