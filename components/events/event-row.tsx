"use client";

import type { Row } from "@tanstack/react-table";
import { FlexRender } from "@tanstack/react-table";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { eventHref } from "@/lib/audit/links";
import { formatTime } from "@/lib/audit/time/format";
import type { features } from "./columns";
import type { EventRow } from "./event-rows";
import { revealedTitle } from "./revealed-text";

interface EventRowProps {
  row: Row<typeof features, EventRow>;
  /** Of the whole result, from 0. */
  position: number;
  /** The shown columns in their order: another list of them draws every row anew. */
  shape: string;
  account: string;
  zone: string;
  asOf: number;
  isCursor: boolean;
  isOpen: boolean;
  isSelected: boolean;
  fresh: boolean;
}

/** One event. The table hears its clicks and keys, so that a row drawn once is left alone while others come and go. */
export const EventRowView = memo(
  function EventRowView({
    row,
    position,
    account,
    zone,
    asOf,
    isCursor,
    isOpen,
    isSelected,
    fresh,
  }: EventRowProps) {
    const { key, event, second, newDay, first, account: owner } = row.original;
    return (
      <tr
        id={`row-${key}`}
        data-event-id={event.id}
        aria-rowindex={position + 2}
        aria-selected={isSelected}
        className={cn(
          isCursor && "is-cursor",
          isOpen && "is-open",
          newDay && "new-day",
          first && "has-first",
          second && `same-${second}`,
          fresh && "fresh-row",
        )}
      >
        <td className="c-select">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select ${event.type || "event"} ${event.createdAt ?? ""}`.trim()}
            checked={isSelected}
            onChange={() => {}}
          />
        </td>
        <td className="c-time">
          <a
            href={eventHref(event.id, owner?.apiKey ?? account)}
            tabIndex={-1}
            title={secondTitle(second, event.createdAt)}
          >
            <TimeWords at={event.at} asOf={asOf} zone={zone} />
          </a>
        </td>
        {row.getVisibleCells().map((cell) => (
          <td key={cell.id} className={`c-${cell.column.id}`}>
            <FlexRender cell={cell} />
          </td>
        ))}
      </tr>
    );
  },
  ({ row: before, ...a }, { row: after, ...b }) =>
    before.original === after.original &&
    (Object.keys(a) as (keyof typeof a)[]).every((name) => a[name] === b[name]),
);

/** The year stands where it is not that of the answer. */
function TimeWords({ at, asOf, zone }: { at: number | null; asOf: number; zone: string }) {
  if (at === null) return <span className="text-text-3">time unknown</span>;
  const { date, time } = formatTime(at, zone, { now: asOf });
  return (
    <time dateTime={new Date(at).toISOString()}>
      <span className="day">{date}</span> {time}
    </time>
  );
}

const secondTitle = (second: EventRow["second"], createdAt: string | null) =>
  `${createdAt ? `sent as ${revealedTitle(createdAt)}` : "no time was sent"}${second ? "; other events stand in this second, their order is not known" : ""}`;
