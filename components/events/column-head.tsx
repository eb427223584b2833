"use client";

import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { usePrefs } from "@/components/providers/prefs";
import { cn } from "@/components/ui/cn";
import { ResizeEdge } from "@/components/ui/resize-edge";
import { boundedWidth, COLUMN_PX } from "@/lib/audit/prefs";
import { type ColumnInfo, inOrder } from "./columns";

/** The order and the widths of the columns, as this browser remembers them. */
export function useColumns() {
  const { prefs, change } = usePrefs();
  const ordered = inOrder(prefs.order);
  return {
    ordered,
    widths: prefs.widths,
    /** Puts a column where another one is, which makes room. */
    move: (id: string, to: string) => {
      if (id === to) return;
      const ids = ordered.map((column) => column.id);
      const at = ids.indexOf(to);
      const rest = ids.filter((one) => one !== id);
      change({ order: [...rest.slice(0, at), id, ...rest.slice(at)] });
    },
    /** `null`: as wide as it is drawn for everyone. */
    resize: (id: string, width: number | null) => {
      const { [id]: _, ...others } = prefs.widths;
      change({ widths: width === null ? others : { ...others, [id]: boundedWidth(width) } });
    },
  };
}

export type Columns = ReturnType<typeof useColumns>;

interface ColumnHeadProps {
  column: ColumnInfo;
  columns: Columns;
  /** The edge that is drawn: the one towards the column that takes what the others leave. */
  edge: "left" | "right";
  children: ReactNode;
}

/** The head of a column: dragged it takes another place, dragged by its edge another width. By keyboard both are in the columns' panel. */
export function ColumnHead({ column: { id, label, width }, columns, edge, children }: ColumnHeadProps) {
  const [over, setOver] = useState(false);
  const head = useRef<HTMLTableCellElement>(null);
  /** While an edge moves the table alone knows: every row would be drawn anew for each px. */
  const show = (to: number) => head.current?.closest("table")?.style.setProperty(`--col-${id}`, `${to}px`);
  const drag = {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData("text/column", id),
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes("text/column")) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      columns.move(event.dataTransfer.getData("text/column"), id);
    },
  };
  return (
    <th ref={head} scope="col" aria-label={label} className={cn(`c-${id}`, over && "drop-here")} {...drag}>
      {children}
      {width === null ? null : (
        <ResizeEdge
          label={`Width of ${label}`}
          width={columns.widths[id] ?? width}
          least={COLUMN_PX.min}
          most={COLUMN_PX.max}
          usual={width}
          side={edge}
          onMove={show}
          onResize={(to) => columns.resize(id, to === width ? null : to)}
          elsewhere="Columns and density"
          className={cn("drawn-at w-[9px]", edge === "right" ? "right-0" : "left-0")}
        />
      )}
    </th>
  );
}
