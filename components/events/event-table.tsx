"use client";

import { useTable } from "@tanstack/react-table";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject, useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { usePrefs } from "@/components/providers/prefs";
import type { Sort } from "@/lib/audit/query";
import { COLUMNS, columns, features, inOrder, isShown, widthsOf } from "./columns";
import { EventRowView } from "./event-row";
import { FailedPlace, UnreadPlace } from "./list/places";
import { useDrawn } from "./list/use-drawn";
import type { List } from "./list/use-list";
import { TableHead } from "./table-head";
import { useLongPress } from "./use-long-press";

export interface EventTableProps {
  ref: RefObject<HTMLTableElement | null>;
  /** What scrolls the table. */
  scroller: RefObject<HTMLElement | null>;
  list: List;
  account: string;
  /** Whose events they are is said in every row. */
  several: boolean;
  sort: Sort;
  zone: string;
  /** Positions are of the whole result, from 0. */
  cursor: number;
  open: number;
  selected: { has(key: string): boolean; count: number };
  /** A tap chooses a row instead of opening it. */
  picking: boolean;
  /** Rows newer than this were just revealed by "Show". */
  freshAfter: number | null;
  withYears: boolean;
  asOf: number;
  onSort: () => void;
  onCursor: (position: number) => void;
  onOpen: (position: number) => void;
  onSelect: (position: number, range: boolean) => void;
  onSelectAll: (all: boolean) => void;
  /** A row was held down with a finger. */
  onHold: (position: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The position of the row that something happened in. */
const positionOf = (target: EventTarget): number | null => {
  const row = (target as Element).closest("tr[data-event-id]");
  return row ? Number(row.getAttribute("aria-rowindex")) - 2 : null;
};

/** The grid of events: one tab stop, then arrows or `j k`; a row's own link still opens in a new tab. */
export function EventTable(props: EventTableProps) {
  const { list, account, several, zone, cursor, open, selected, picking, sort, withYears, freshAfter } =
    props;
  const { prefs } = usePrefs();
  const inOwnOrder = useMemo(
    () => inOrder(prefs.order).flatMap(({ id }) => columns.find((column) => column.id === id) ?? []),
    [prefs.order],
  );
  const columnVisibility = useMemo(
    () => Object.fromEntries(COLUMNS.map((column) => [column.id, isShown(column, prefs.switched, several)])),
    [prefs.switched, several],
  );
  const { segments, below, busy } = useDrawn(list, props.scroller);
  const positions = segments.flatMap(({ kind, from, to }) =>
    kind === "rows" ? Array.from({ length: to - from }, (_, i) => from + i) : [],
  );
  const data = positions.map(list.rowAt).filter((row) => row !== undefined);
  const table = useTable({
    features,
    columns: inOwnOrder,
    data,
    getRowId: (_, index) => `${positions[index]}`,
    state: { columnVisibility },
  });
  const shown = inOrder(prefs.order).filter(({ id }) => columnVisibility[id]);
  const shape = shown.map(({ id }) => id).join();
  const drawnRows = new Map(table.getRowModel().rows.map((row, index) => [positions[index], row]));
  const hold = useLongPress(props.onHold);

  const click = (event: MouseEvent) => {
    const position = positionOf(event.target);
    if (position === null || event.defaultPrevented || event.button !== 0) return;
    if ((event.target as Element).closest("input")) {
      props.onSelect(position, event.shiftKey);
      props.onCursor(position);
      // The box goes when its row is scrolled away; the focus stays with the table.
      props.ref.current?.focus({ preventScroll: true });
      return;
    }
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const held = hold.justHeld();
    if (held || picking) {
      event.preventDefault();
      if (!held) props.onSelect(position, false);
      return;
    }
    if (window.getSelection()?.toString()) return; // text was being selected, not a row
    event.preventDefault();
    props.onCursor(position);
    props.onOpen(position);
  };
  const press = (event: PointerEvent) => {
    const position = positionOf(event.target);
    if (position !== null) hold.start(position)(event);
  };

  const atCursor = drawnRows.get(cursor)?.original;
  const { row: rowPx } = list.shape;
  return (
    <table
      ref={props.ref}
      role="grid"
      aria-label="Events"
      style={widthsOf(shown, prefs.widths)}
      aria-rowcount={list.total + 1}
      aria-multiselectable
      aria-busy={busy || undefined}
      aria-activedescendant={atCursor ? `row-${atCursor.key}` : undefined}
      tabIndex={0}
      onKeyDown={props.onKeyDown}
      onClick={click}
      onPointerDown={press}
      onPointerMove={hold.move}
      onPointerUp={hold.end}
      onPointerCancel={hold.end}
      onPointerLeave={hold.end}
      className={cn(
        "events-table",
        withYears && "with-years",
        several && "of-several",
        (picking || selected.count > 0) && "is-selecting",
      )}
    >
      <TableHead
        {...{ shown, list, selected, sort, zone }}
        onSort={props.onSort}
        onSelectAll={props.onSelectAll}
      />
      <tbody>
        {segments.flatMap((segment) => {
          const { kind, from, to } = segment;
          // Keyed by where it begins: a place that moved would be another one, and nothing on the screen moves.
          if (kind === "unread") return <UnreadPlace key={`${from}-`} row={rowPx} from={from} to={to} />;
          if (kind === "failed")
            return (
              <FailedPlace
                key={`${from}!`}
                row={rowPx}
                from={from}
                to={to}
                error={list.errorOf(segment.page)}
                again={() => list.again(segment.page)}
              />
            );
          return Array.from({ length: to - from }, (_, i) => {
            const position = from + i;
            const row = drawnRows.get(position);
            if (!row) return null;
            const { key, event } = row.original;
            return (
              <EventRowView
                key={position}
                {...{ row, position, shape, account, zone }}
                asOf={props.asOf}
                isCursor={position === cursor}
                isOpen={position === open}
                isSelected={selected.has(key)}
                fresh={freshAfter !== null && event.at !== null && event.at > freshAfter}
              />
            );
          });
        })}
        {below > 0 ? (
          <tr key="below" aria-hidden className="print:hidden" style={{ height: below }}>
            <td className="h-auto! border-0!" />
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
