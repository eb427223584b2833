"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { AuditEvent } from "@/lib/audit/event";
import type { EventsPage } from "@/lib/audit/list-page";

interface ListPositionOptions {
  search: string;
  page: EventsPage | undefined;
  events: readonly AuditEvent[];
  updating: boolean;
  openId: string | null;
  onOpen: (id: string) => void;
  /** Turns to another page while an event stays open over the list. */
  onTurn: (number: number) => void;
}

/** Where the reader is in a list: the cursor, the open event, and the steps between events, across the edges of pages. */
export function useListPosition({
  search,
  page,
  events,
  updating,
  openId,
  onOpen,
  onTurn,
}: ListPositionOptions) {
  const [cursor, setCursor] = useState(0);
  const landing = useRef<"first" | "last" | null>(null);
  const openIndex = openId === null ? -1 : events.findIndex((event) => event.id === openId);

  // Rows change under a cursor only when the question or the page changed.
  useEffect(() => setCursor(0), [search]);
  useEffect(() => {
    if (openIndex >= 0) setCursor(openIndex);
  }, [openIndex]);
  useEffect(() => {
    if (landing.current === null || updating || events.length === 0) return;
    const index = landing.current === "first" ? 0 : events.length - 1;
    landing.current = null;
    setCursor(index);
    const id = events[index]?.id;
    if (id) onOpen(id);
  }, [events, updating, onOpen]);

  const openAt = useCallback(
    (index: number) => {
      const event = events[index];
      if (!event) return;
      setCursor(index);
      onOpen(event.id);
    },
    [events, onOpen],
  );
  const step = useCallback(
    (by: 1 | -1) => {
      if (openId === null) {
        setCursor((at) => Math.max(0, Math.min(events.length - 1, at + by)));
        return;
      }
      if (openIndex < 0 || !page) return;
      const next = openIndex + by;
      if (next >= 0 && next < events.length) {
        openAt(next);
        return;
      }
      const number = page.page.number + by;
      if (number < 1 || number > page.page.totalPages) return;
      landing.current = by === 1 ? "first" : "last";
      onTurn(number);
    },
    [openId, openIndex, events.length, page, openAt, onTurn],
  );

  const position =
    page && openIndex >= 0
      ? { index: (page.page.number - 1) * page.page.size + openIndex + 1, total: page.page.totalElements }
      : null;
  return { cursor, setCursor, openIndex, openAt, step, position };
}
