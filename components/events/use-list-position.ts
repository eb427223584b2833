"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { EventRef } from "@/lib/audit/links";
import type { EventsPage } from "@/lib/audit/list-page";
import type { EventRow } from "./event-rows";

interface ListPositionOptions {
  search: string;
  page: EventsPage | undefined;
  rows: readonly EventRow[];
  updating: boolean;
  open: EventRef | null;
  /** With the row's key. */
  onOpen: (key: string) => void;
  /** Turns to another page while an event stays open over the list. */
  onTurn: (number: number) => void;
}

/** An address that names no account means the row that has the id. */
const isOf = (open: EventRef, id: string, account: string | undefined) =>
  open.id === id && (open.account === null || open.account === account);

/** Where the reader is in a list: the cursor, the open event, and the steps between events, across the edges of pages. */
export function useListPosition({ search, page, rows, updating, open, onOpen, onTurn }: ListPositionOptions) {
  const [cursor, setCursor] = useState(0);
  const landing = useRef<"first" | "last" | null>(null);
  const openIndex =
    open === null ? -1 : rows.findIndex(({ event, account }) => isOf(open, event.id, account?.apiKey));

  // Rows change under a cursor only when the question or the page changed.
  useEffect(() => setCursor(0), [search]);
  useEffect(() => {
    if (openIndex >= 0) setCursor(openIndex);
  }, [openIndex]);
  useEffect(() => {
    if (landing.current === null || updating || rows.length === 0) return;
    const index = landing.current === "first" ? 0 : rows.length - 1;
    landing.current = null;
    setCursor(index);
    const row = rows[index];
    if (row) onOpen(row.key);
  }, [rows, updating, onOpen]);

  const openAt = useCallback(
    (index: number) => {
      const row = rows[index];
      if (!row) return;
      setCursor(index);
      onOpen(row.key);
    },
    [rows, onOpen],
  );
  const step = useCallback(
    (by: 1 | -1) => {
      if (open === null) {
        setCursor((at) => Math.max(0, Math.min(rows.length - 1, at + by)));
        return;
      }
      if (openIndex < 0 || !page) return;
      const next = openIndex + by;
      if (next >= 0 && next < rows.length) {
        openAt(next);
        return;
      }
      const number = page.page.number + by;
      if (number < 1 || number > page.page.totalPages) return;
      landing.current = by === 1 ? "first" : "last";
      onTurn(number);
    },
    [open, openIndex, rows.length, page, openAt, onTurn],
  );

  const position =
    page && openIndex >= 0
      ? { index: (page.page.number - 1) * page.page.size + openIndex + 1, total: page.page.totalElements }
      : null;
  return { cursor, setCursor, openIndex, openAt, step, position };
}
