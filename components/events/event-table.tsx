"use client";

import { useTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useMemo, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { usePrefs } from "@/components/providers/prefs";
import type { Sort } from "@/lib/audit/query";
import { eventHref } from "@/lib/audit/links";
import { formatTime } from "@/lib/audit/time/format";
import { COLUMNS, columns, features, isShown } from "./columns";
import type { EventRow } from "./event-rows";
import { revealedTitle } from "./revealed-text";
import { useLongPress } from "./use-long-press";

export interface EventTableProps {
  ref?: RefObject<HTMLTableElement | null>;
  rows: EventRow[];
  account: string;
  sort: Sort;
  zone: string;
  cursor: number;
  /** The key of the open row. */
  open: string | null;
  selected: { has(key: string): boolean };
  /** A tap chooses a row instead of opening it. */
  picking: boolean;
  /** Rows newer than this were just revealed by "Show". */
  freshAfter: number | null;
  withYears: boolean;
  asOf: number;
  onSort: () => void;
  onCursor: (index: number) => void;
  onOpen: (index: number) => void;
  onSelect: (index: number, range: boolean) => void;
  onSelectAll: (all: boolean) => void;
  /** A row was held down with a finger. */
  onHold: (index: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The grid of events: one tab stop, then arrows or `j k`; a row's own link still opens in a new tab. */
export function EventTable(props: EventTableProps) {
  const { rows, account, zone, cursor, open, selected, picking, sort, withYears } = props;
  const { prefs } = usePrefs();
  const several = rows.some((row) => row.account !== null);
  const columnVisibility = useMemo(
    () => Object.fromEntries(COLUMNS.map((column) => [column.id, isShown(column, prefs.switched, several)])),
    [prefs.switched, several],
  );
  const chosen = rows.filter(({ key }) => selected.has(key));
  const rowSelection = Object.fromEntries(chosen.map(({ key }) => [key, true as const]));
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.key,
    state: { columnVisibility, rowSelection },
  });
  const element = useRef<HTMLTableElement>(null);
  const tableRef = props.ref ?? element;

  useEffect(() => {
    const row = tableRef.current?.tBodies[0]?.rows[cursor];
    if (row && document.activeElement === tableRef.current) row.scrollIntoView({ block: "nearest" });
  }, [cursor, tableRef]);

  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const commonDomain = rows[0]?.commonDomain ?? null;
  const all = rows.length > 0 && chosen.length === rows.length;
  const hold = useLongPress(props.onHold);
  const Arrow = sort === "created_at" ? ArrowUp : ArrowDown;

  const click = (index: number) => (event: MouseEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0)
      return;
    if ((event.target as Element).closest("input")) return;
    const held = hold.justHeld();
    if (held || picking) {
      event.preventDefault();
      if (!held) props.onSelect(index, false);
      return;
    }
    if (window.getSelection()?.toString()) return; // text was being selected, not a row
    event.preventDefault();
    props.onCursor(index);
    props.onOpen(index);
  };

  return (
    <table
      ref={tableRef}
      role="grid"
      aria-label="Events"
      aria-rowcount={rows.length + 1}
      aria-multiselectable
      aria-activedescendant={rows[cursor] ? `row-${rows[cursor].key}` : undefined}
      tabIndex={0}
      onKeyDown={props.onKeyDown}
      className={cn(
        "events-table",
        withYears && "with-years",
        several && "of-several",
        (picking || chosen.length > 0) && "is-selecting",
      )}
    >
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" className="c-select">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label="Select all rows of this page"
              checked={all}
              ref={(box) => {
                if (box) box.indeterminate = !all && chosen.length > 0;
              }}
              onChange={() => props.onSelectAll(!all)}
            />
          </th>
          <th scope="col" className="c-time" aria-sort={sort === "created_at" ? "ascending" : "descending"}>
            <button type="button" tabIndex={-1} onClick={props.onSort} title="Newest or oldest first">
              Time <Arrow size={11} className="inline align-[-1px] text-text-3" aria-hidden />
              <span className="ml-1.5 font-normal text-text-3">{zone === "UTC" ? "UTC" : "local"}</span>
            </button>
          </th>
          {headers.map((header) => (
            <th key={header.id} scope="col" className={`c-${header.id}`}>
              <table.FlexRender header={header} />
              {header.id === "who" && commonDomain ? (
                <span className="ml-1.5 hidden text-11 font-normal text-text-3 lg:inline">
                  @{commonDomain}
                </span>
              ) : null}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row, index) => {
          const { key, event, second, newDay, first } = row.original;
          const isSelected = selected.has(key);
          const fresh = props.freshAfter !== null && event.at !== null && event.at > props.freshAfter;
          return (
            <tr
              key={row.id}
              id={`row-${key}`}
              data-event-id={event.id}
              aria-rowindex={index + 2}
              aria-selected={isSelected}
              className={cn(
                index === cursor && "is-cursor",
                key === open && "is-open",
                newDay && "new-day",
                first && "has-first",
                second && `same-${second}`,
                fresh && "fresh-row",
              )}
              onClick={click(index)}
              onPointerDown={hold.start(index)}
              onPointerMove={hold.move}
              onPointerUp={hold.end}
              onPointerCancel={hold.end}
              onPointerLeave={hold.end}
            >
              <td className="c-select">
                <input
                  type="checkbox"
                  tabIndex={-1}
                  aria-label={`Select ${event.type || "event"} ${event.createdAt ?? ""}`.trim()}
                  checked={isSelected}
                  onChange={() => {}}
                  onClick={(e) => {
                    e.stopPropagation();
                    props.onSelect(index, e.shiftKey);
                  }}
                />
              </td>
              <td className="c-time">
                <a
                  href={eventHref(event.id, row.original.account?.apiKey ?? account)}
                  tabIndex={-1}
                  title={secondTitle(second, event.createdAt)}
                >
                  <TimeWords at={event.at} asOf={props.asOf} withYears={withYears} zone={zone} />
                </a>
              </td>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} className={`c-${cell.column.id}`}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function TimeWords({
  at,
  asOf,
  withYears,
  zone,
}: {
  at: number | null;
  asOf: number;
  withYears: boolean;
  zone: string;
}) {
  if (at === null) return <span className="text-text-3">time unknown</span>;
  const { date, time } = formatTime(at, zone, withYears ? {} : { now: asOf });
  return (
    <time dateTime={new Date(at).toISOString()}>
      <span className="day">{date}</span> {time}
    </time>
  );
}

const secondTitle = (second: EventRow["second"], createdAt: string | null) =>
  `${createdAt ? `sent as ${revealedTitle(createdAt)}` : "no time was sent"}${second ? "; other events stand in this second, their order is not known" : ""}`;
